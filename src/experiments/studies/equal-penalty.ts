import {
  simultaneousDifferences,
  type ComparedCell,
  type SimultaneousDifference,
} from '../analysis/index.ts';
import type { StudyCell } from './study-cells.ts';

type Compared = ComparedCell<StudyCell>;

/** A place between neighbouring lambdas with a given penalty. */
export interface EqualPenalty {
  /** The neighbours below and above in lambda. */
  readonly between: readonly [lower: StudyCell, upper: StudyCell];
  /** Validation loss of each seed on the straight line between the two, at that penalty; in the cells' order of seeds. */
  readonly values: readonly number[];
  readonly mean: number;
}

/**
 * Where cells that ascend in lambda have a mean penalty of `penalty`: between each pair of neighbours whose own penalties are on either
 * side of it. A penalty need not rise with lambda, because a larger lambda also makes weights smaller, so there may be several such places,
 * or none.
 */
export function atPenalty(cells: readonly Compared[], penalty: number): EqualPenalty[] {
  return cells.slice(1).flatMap((upper, index) => {
    const lower = cells[index]!;
    const [from, to] = [penaltyOf(lower), penaltyOf(upper)];
    if (from === null || to === null || from === to) return [];
    const share = (penalty - from) / (to - from);
    // A place that two pairs share is counted for the upper one only.
    if (!(share >= 0 && (share < 1 || (share === 1 && index === cells.length - 2)))) return [];
    const values = lower.values.map((value, seed) => value + share * (upper.values[seed]! - value));
    const mean = lower.summary.mean! + share * (upper.summary.mean! - lower.summary.mean!);
    return [{ between: [lower.cell, upper.cell], values, mean }];
  });
}

/**
 * The loss on the line minus that of the best cell of another kind, by seed, allowing for the best having been picked as the lowest of its
 * kind. Each cell of that kind whose penalty the others have in exactly one place counts as one difference looked at. Null for fewer than 3
 * seeds.
 */
export function differenceAtPenalty(
  best: Compared,
  kind: readonly Compared[],
  others: readonly Compared[],
): SimultaneousDifference | null {
  const single = kind.flatMap((own) => {
    const penalty = penaltyOf(own);
    const places = penalty === null ? [] : atPenalty(others, penalty);
    return places.length === 1 ? [{ own, line: places[0]!.values }] : [];
  });
  const differences = simultaneousDifferences(
    single.map(({ own, line }) => line.map((value, seed) => value - own.values[seed]!)),
    best.resplit,
  );
  return differences?.[single.findIndex(({ own }) => own === best)] ?? null;
}

function penaltyOf({ cell }: Compared): number | null {
  return cell.summary.regularizationLoss.mean;
}
