import { median, show } from '../statistics.ts';
import { jax, jaxForms, ours, processes } from './contenders.ts';
import type { Measured, Result } from './rounds.ts';
import { flopsPerStep } from './works.ts';

/** Peers mentioned in the README; if one has several forms, the fastest counts. */
const peers: Readonly<Record<string, readonly string[]>> = {
  NumPy: ['NumPy'],
  PyTorch: ['PyTorch'],
  'torch.compile': ['torch.compile'],
  [jax]: jaxForms,
};

const rates = ({ speeds }: Result): number[] => speeds.map(({ rate }) => rate);

/** How many it may use, and how many it did if fewer. */
function threadsOf({ contender: { cores }, speeds }: Result): string {
  const taken = median(speeds.map(({ threads }) => threads));
  return taken === cores ? String(cores) : `${cores} (took ${taken})`;
}

function find({ results }: Measured, name: string, cores: number): Result | undefined {
  return results.find(({ contender }) => contender.name === name && contender.cores === cores);
}

/** How many times as fast as `other` this is: the median over rounds. */
function ratio(own: Result, other: Result): number {
  return median(own.speeds.map(({ rate }, round) => rate / other.speeds[round]!.rate));
}

/** GFLOP/s, and percentage of the peak of the same number of cores. */
function throughput({ named, peaks }: Measured, result: Result): { gigaflops: number; share: number } {
  const flops = flopsPerStep(named.work);
  const shares = result.speeds.map(({ rate }, round) => {
    const { one, all } = peaks[round]!;
    return (rate * flops) / 1e7 / (result.contender.cores === 1 ? one : all);
  });
  return { gigaflops: (median(rates(result)) * flops) / 1e9, share: median(shares) };
}

/** Rows of cells, the head first. */
export type Table = readonly (readonly string[])[];

/** All measurements; numbers from the third column on. */
export function wholeTable(measured: readonly Measured[]): Table {
  const head = ['work', 'by', 'threads', 'steps/s', 'least', 'most', 'GFLOP/s', 'of the peak', 'ours to it'];
  const rows = measured.flatMap((one) => one.results.map((result) => wholeRow(one, result)));
  return [head, ...rows];
}

function wholeRow(one: Measured, result: Result): string[] {
  const { name, cores } = result.contender;
  const { gigaflops, share } = throughput(one, result);
  const own = find(one, ours, cores);
  return [
    ...[one.named.name, name, threadsOf(result), show(median(rates(result)))],
    ...[show(Math.min(...rates(result))), show(Math.max(...rates(result)))],
    ...[show(gigaflops), `${show(share)} %`],
    own && own !== result ? show(ratio(own, result)) : '',
  ];
}

/** The row of a work on this many cores, or null if ours was not measured. */
function ratioRow(one: Measured, cores: number, withAims: boolean): string[] | null {
  const own = find(one, ours, cores);
  if (!own) return null;
  const { gigaflops, share } = throughput(one, own);
  const ratios = Object.keys(peers).map((peer) => {
    const value = ratioToPeer(one, peer, cores);
    const aim = one.named.aims[peer];
    if (value === null) return '';
    return withAims && aim !== undefined && value < aim ? `${show(value)} (aim ${aim})` : show(value);
  });
  const apart = find(one, processes, cores);
  return [
    ...[one.named.name, threadsOf(own), show(median(rates(own))), show(gigaflops), `${show(share)} %`],
    ...[...ratios, apart ? `${show(100 * ratio(own, apart))} %` : ''],
  ];
}

function ratioToPeer(one: Measured, peer: string, cores: number): number | null {
  const own = find(one, ours, cores);
  const forms = peers[peer]!.flatMap((form) => find(one, form, cores) ?? []);
  return own && forms.length > 0 ? Math.min(...forms.map((form) => ratio(own, form))) : null;
}

/**
 * How many times as fast as each peer on the same number of threads; numbers from the second column on. `withAims` marks targets that are
 * missed.
 */
export function ratioTable(measured: readonly Measured[], withAims: boolean): Table {
  const counts = coreCounts(measured);
  const head = [
    'work',
    'threads',
    'steps/s',
    'GFLOP/s',
    'of the peak',
    ...Object.keys(peers),
    'of separate processes',
  ];
  return [
    head,
    ...measured.flatMap((one) => counts.flatMap((cores) => [ratioRow(one, cores, withAims) ?? []])),
  ].filter(({ length }) => length > 0);
}

/** The range of the ratios to each peer, one sentence each. */
export function spans(measured: readonly Measured[]): string[] {
  return Object.keys(peers).flatMap((peer) =>
    coreCounts(measured).flatMap((cores) => {
      const values = measured.flatMap((one) => ratioToPeer(one, peer, cores) ?? []);
      if (values.length === 0) return [];
      const span = `${show(Math.min(...values))} to ${show(Math.max(...values))}`;
      return [`${span} times as fast as ${peer}, on ${cores === 1 ? 'one thread' : `${cores} threads`}.`];
    }),
  );
}

function coreCounts(measured: readonly Measured[]): number[] {
  return [...new Set(measured.flatMap(({ results }) => results.map(({ contender }) => contender.cores)))];
}
