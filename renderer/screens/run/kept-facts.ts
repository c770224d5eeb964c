import { formatBytes, type RunDetail, type RunSummary } from '#api';
import { formatCount, formatPlural } from '#words';

/** A fact about a run besides its curves: a name, a value, and an explanation. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly explanation?: string;
  /** What the copy button copies. */
  readonly copies?: string;
}

const kernelWords: Readonly<Record<string, string>> = {
  float64: 'float64, the same bits on every machine',
  float32: 'float32',
  relaxedFloat32: 'float32, fused multiply-add',
};

/** The arithmetic that a run was trained with, in words. */
export function kernelFact(kernelVariant: string | null): Fact {
  return {
    name: 'Arithmetic',
    value: kernelVariant === null ? '–' : (kernelWords[kernelVariant] ?? kernelVariant),
    explanation:
      'float64 is exact; float32 is faster and takes fused multiply-adds where the CPU has them, so that other machines may round otherwise.',
  };
}

/** How many threads trained the run last. */
export function threadsFact(threads: number | null): Fact {
  return {
    name: 'Threads',
    value: threads === null ? '–' : String(threads),
    explanation:
      'How many threads trained it last, found by measuring unless a number was set. The results do not depend on it. None is known of runs that were too short to measure.',
  };
}

/** The abbreviated digest, or why there is none. */
export function digestFact({
  digest,
  config,
  status,
}: Pick<RunSummary, 'digest' | 'config' | 'status'>): Fact {
  const explanation =
    'SHA-256 over the config and every recorded metric: any machine that trains this run again gets the same.';
  const name = 'Digest';
  if (digest !== null) return { name, value: `${digest.slice(0, 12)}…`, explanation, copies: digest };
  const reason =
    config.precision === 'float32'
      ? 'none: float32 may round otherwise elsewhere'
      : status === 'completed'
        ? 'none: it was resumed by another version of the engine'
        : status === 'diverged'
          ? 'none: only a run that completes has one'
          : 'when it completes';
  return { name, value: reason, explanation };
}

/** What is kept of the parameters: `3, the newest at epoch 4,210, 9.4 KiB`. */
export function keptFacts(detail: Pick<RunDetail, 'checkpoints' | 'snapshots'>): Fact[] {
  const { checkpoints, snapshots } = detail;
  const bytes = checkpoints.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const newest = Math.max(...checkpoints.map(({ epoch }) => epoch));
  return [
    {
      name: 'Checkpoints',
      value:
        checkpoints.length === 0
          ? 'none'
          : `${checkpoints.length}, the newest at epoch ${formatCount(newest)}, ${formatBytes(bytes)}`,
      explanation: 'The whole state of training every few seconds; a run is resumed and forked from them.',
    },
    {
      name: 'Snapshots',
      value: `${formatPlural(snapshots.epochs.length, 'snapshot')}, ${formatBytes(snapshots.sizeBytes)} of ${formatBytes(snapshots.budgetBytes)}${snapshots.damaged > 0 ? `; ${formatCount(snapshots.damaged)} damaged, which pictures leave out` : ''}`,
      explanation:
        'The parameters alone, at epochs ever further apart, for pictures of what was learned when.',
    },
  ];
}
