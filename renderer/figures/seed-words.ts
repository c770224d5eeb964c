import type { FigureTable } from '#figure';
import { formatCount, formatMetric, leftOutSentence } from '#words';
import type { SeedBand } from './seed-curves.ts';

/** Which group's mean reaches the best value and what becomes of it; `lowIsGood` for losses and gaps. */
export function seedFinding(bands: readonly SeedBand[], metric: string, lowIsGood: boolean): string {
  const sign = lowIsGood ? 1 : -1;
  const ends = bands.flatMap((one) => {
    const { epochs, mean } = one.band;
    const finite = [...epochs.keys()].filter((index) => Number.isFinite(mean[index]!));
    if (finite.length === 0) return [];
    const best = finite.reduce((low, next) => (sign * mean[next]! < sign * mean[low]! ? next : low));
    const last = finite.at(-1)!;
    return [{ one, epoch: epochs[best]!, best: mean[best]!, lastEpoch: epochs[last]!, last: mean[last]! }];
  });
  const count = (of: 'diverged' | 'notFinite'): number => bands.reduce((sum, one) => sum + one[of].length, 0);
  const lost = leftOutSentence({ diverged: count('diverged'), excluded: count('notFinite') });
  if (ends.length === 0) return lost;
  const top = ends.reduce((low, next) => (sign * next.best < sign * low.best ? next : low));
  const after =
    top.lastEpoch === top.epoch
      ? ', at its end'
      : ` at epoch ${formatCount(top.epoch)} and ends at ${formatMetric(top.last)}`;
  const sentences = [
    `Of ${ends.length === 1 ? 'one mean curve' : `${ends.length} mean curves`}, ${metric} gets ${lowIsGood ? 'lowest' : 'highest'} for ${top.one.group.label}: ${formatMetric(top.best)}${after} (n = ${top.one.averaged.length}).`,
  ];
  const most = Math.max(...bands.map(({ averaged }) => averaged.length));
  if (most < 2) sentences.push('With one seed per group there is no interval.');
  return [...sentences, lost].filter((sentence) => sentence !== '').join(' ');
}

/** Mean, interval and n of every group, a row per epoch. */
export function seedTable(bands: readonly SeedBand[]): FigureTable {
  const epochs = [...new Set(bands.flatMap(({ band }) => Array.from(band.epochs)))].sort((a, b) => a - b);
  const places = bands.map(({ band }) => new Map(Array.from(band.epochs, (epoch, index) => [epoch, index])));
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    columns: [
      'epoch',
      ...bands.flatMap(({ group: { label } }) => [
        `${label} mean`,
        `${label} 95 % low`,
        `${label} 95 % high`,
        `${label} n`,
      ]),
    ],
    rows: epochs.map((epoch) => [
      epoch,
      ...bands.flatMap(({ band }, at) => {
        const index = places[at]!.get(epoch);
        if (index === undefined) return [null, null, null, null];
        return [finite(band.mean[index]!), finite(band.lower[index]!), finite(band.upper[index]!), band.n];
      }),
    ]),
  };
}
