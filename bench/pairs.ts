import { createPeakMeter } from './peak.ts';
import type { Rate } from './rates.ts';
import { median, printTable, report, show } from './statistics.ts';

/** The engine beside something else at the same work. */
export interface Pair {
  readonly work: string;
  readonly precision: 'float64' | 'float32';
  readonly unit: 'epochs/s' | 'steps/s';
  readonly ours: Rate;
  /** null where it is not there to be measured. */
  readonly peer: { readonly name: string; readonly rate: Rate } | null;
  /** Multiplications and additions of the products of one epoch or step of ours. */
  readonly flops: number;
  /** What the ratio should be at least. */
  readonly aim?: number;
}

/** What was measured of a pair: medians over rounds. */
export type TableRow = readonly string[];

/** Measures pairs in rounds, both sides and the CPU's peak right after one another, and reports each. */
export async function createPairMeter(rounds = 11): Promise<(pairs: readonly Pair[]) => Promise<TableRow[]>> {
  const peaks = { float64: await createPeakMeter('float64'), float32: await createPeakMeter('float32') };

  async function measure({ ours, peer, precision, flops }: Pair) {
    const peak = peaks[precision]();
    const rate = await ours();
    const peerRate = peer ? await peer.rate() : NaN;
    const speed = (rate * flops) / 1e9;
    return { rate, peerRate, ratio: rate / peerRate, speed, share: (100 * speed) / peak };
  }

  return async (pairs) => {
    const measured = pairs.map((): Awaited<ReturnType<typeof measure>>[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, pair] of pairs.entries()) measured[index]!.push(await measure(pair));
    }
    return pairs.map((pair, index) => {
      const values = (name: 'rate' | 'peerRate' | 'ratio' | 'speed' | 'share') =>
        measured[index]!.map((one) => one[name]);
      const { work, peer, unit, aim } = pair;
      if (!peer) report(work, values('rate'), unit);
      else report(`${work}: to ${peer.name}`, values('ratio'), 'x', aim === undefined ? '' : `> ${aim}`);
      const middle = (name: Parameters<typeof values>[0]) => show(median(values(name)));
      return [
        ...[work, peer?.name ?? '-', peer ? middle('peerRate') : '-', middle('rate')],
        ...[peer ? middle('ratio') : '-', aim === undefined ? '' : `> ${aim}`],
        ...[middle('speed'), `${middle('share')} %`],
      ];
    });
  };
}

/** Prints what was measured of all pairs. */
export function printPairs(rows: readonly TableRow[]): void {
  const header = ['work', 'peer', 'peer, 1/s', 'ours, 1/s', 'ratio', 'aim', 'GFLOP/s', 'of the peak'];
  printTable([header, ...rows], 2);
}
