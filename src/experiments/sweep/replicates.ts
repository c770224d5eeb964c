import type { FoldConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import type { SweepAxis, SweepDefinition } from './sweep-definition.ts';

/** Paths that only split a table differently: like seeds, runs that differ only in them share one setting. */
const splitPaths = ['validation.fold', 'validation.repeat'];

/** Whether an axis only iterates over folds or repeats: its points are averaged, and are not cells. */
export function isReplicateAxis({ points }: SweepAxis): boolean {
  return points.every((point) => Object.keys(point).every((path) => splitPaths.includes(path)));
}

/** On how many folds, over all repeats, each seed of a cell is trained; 1 without folds. */
export function countFolds({ axes }: Pick<SweepDefinition, 'axes'>): number {
  return axes.filter(isReplicateAxis).reduce((product, { points }) => product * points.length, 1);
}

/** The axes of repeated k-fold cross-validation; they require a base with `{"folds": k}` as its validation. */
export function foldAxes(folds: number, repeats: number): SweepAxis[] {
  const axis = (path: string, count: number): SweepAxis => ({
    points: Array.from({ length: count }, (_, value) => ({ [path]: value })),
  });
  return [axis('validation.fold', folds), ...(repeats > 1 ? [axis('validation.repeat', repeats)] : [])];
}

/** One of the trainings that a cell's numbers summarize. */
export interface Replicate {
  readonly seed: number;
  /** Its changes to the split; empty if only the seed distinguishes it. */
  readonly split: Partial<Pick<FoldConfig, 'fold' | 'repeat'>>;
}

/**
 * The runs of every cell: each seed, on each fold of each repeat that an axis asks for. Each fold uses separate seeds, s + place * (largest
 * - smallest seed + 1) where place is its index among all folds, so that a seed means one split: cells are then compared seed by seed.
 */
export function replicatesOf({ axes, seeds }: Pick<SweepDefinition, 'axes' | 'seeds'>): Replicate[] {
  const splits = axes.filter(isReplicateAxis).reduce<Replicate['split'][]>(
    (all, { points }) =>
      points.flatMap((point) =>
        all.map((split) => ({
          ...split,
          ...Object.fromEntries(Object.entries(point).map(([path, value]) => [path.split('.')[1], value])),
        })),
      ),
    [{}],
  );
  const span = Math.max(...seeds) - Math.min(...seeds) + 1;
  return splits.flatMap((split, place) => seeds.map((seed) => ({ seed: seed + place * span, split })));
}

/** The config of one replicate of a cell. */
export function replicate(config: RunConfig, { seed, split }: Replicate): RunConfig {
  if (Object.keys(split).length === 0) return { ...config, seed };
  return { ...config, validation: { ...config.validation, ...split } as FoldConfig, seed };
}
