import {
  simultaneousDifferences,
  type ComparedCell,
  type SimultaneousDifference,
} from '../analysis/index.ts';
import type { StudyCell } from './study-cells.ts';

type Compared = ComparedCell<StudyCell>;

/** Where neighbouring lambdas have a penalty between them. */
export interface EqualPenalty {
  /** Below and above in lambda. */
  readonly between: readonly [lower: StudyCell, upper: StudyCell];
  /** Validation loss of each seed on the straight line between the two, at that penalty; seeds as in the cells. */
  readonly values: readonly number[];
  readonly mean: number;
}

/**
 * Where cells that ascend in lambda have a mean penalty of `penalty`: between each two neighbours whose own penalties are on either side
 * of it. A penalty does not rise with lambda throughout, since a larger lambda also makes weights smaller, so that there may be several
 * places, or none.
 */
export function atPenalty(cells: readonly Compared[], penalty: number): EqualPenalty[] {
  return cells.slice(1).flatMap((upper, index) => {
    const lower = cells[index]!;
    const [from, to] = [penaltyOf(lower), penaltyOf(upper)];
    if (from === null || to === null || from === to) return [];
    const share = (penalty - from) / (to - from);
    // A place that two pairs share belongs to the upper one alone.
    if (!(share >= 0 && (share < 1 || (share === 1 && index === cells.length - 2)))) return [];
    const values = lower.values.map((value, seed) => value + share * (upper.values[seed]! - value));
    const mean = lower.summary.mean! + share * (upper.summary.mean! - lower.summary.mean!);
    return [{ between: [lower.cell, upper.cell], values, mean }];
  });
}

/**
 * The loss of the line minus that of the best cell of another kind, by seed, allowing for the best having been the lowest of its kind. Each
 * of that kind that has the penalty of the others in one place is one difference looked at. null for fewer than 3 seeds.
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
