import { createPeakMeter } from './peak.ts';
import type { Rate } from './rates.ts';
import { median, printTable, report, show } from './statistics.ts';

/** The engine and another one on the same work. */
export interface Pair {
  readonly work: string;
  readonly precision: 'float64' | 'float32';
  /** Epochs per second. */
  readonly ours: Rate;
  readonly other: Rate;
  /** Multiplications and additions of the products of one epoch. */
  readonly flops: number;
  /** The minimum target for the ratio. */
  readonly aim: number;
}

/** The measurements of a pair: medians over rounds. */
export type TableRow = readonly string[];

/** Measures pairs in rounds, both sides and the CPU's peak right after one another, and reports each. */
export async function createPairMeter(rounds: number): Promise<(pair: Pair) => Promise<TableRow>> {
  const peaks = { float64: await createPeakMeter('float64'), float32: await createPeakMeter('float32') };

  async function measure({ ours, other, precision, flops }: Pair) {
    const { narrow, wide } = peaks[precision]();
    const rate = await ours();
    const otherRate = await other();
    const speed = (rate * flops) / 1e9;
    return { rate, otherRate, ratio: rate / otherRate, speed, share: (100 * speed) / Math.max(narrow, wide) };
  }

  return async (pair) => {
    const measured: Awaited<ReturnType<typeof measure>>[] = [];
    for (let round = 0; round < rounds; round++) measured.push(await measure(pair));
    const values = (name: keyof (typeof measured)[number]) => measured.map((one) => one[name]);
    const middle = (name: Parameters<typeof values>[0]) => show(median(values(name)));
    report(pair.work, values('ratio'), 'x', `> ${pair.aim}`);
    return [
      pair.work,
      middle('otherRate'),
      middle('rate'),
      middle('ratio'),
      middle('speed'),
      `${middle('share')} %`,
    ];
  };
}

/** Prints the measurements of all pairs; `other` names what the engine was compared with. */
export function printPairs(rows: readonly TableRow[], other: string): void {
  printTable([['work', `${other}, 1/s`, 'ours, 1/s', 'ratio', 'GFLOP/s', 'of the peak'], ...rows], 1);
}
