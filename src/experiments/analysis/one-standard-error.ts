import { commonSeeds, type CommonSeeds, type SeededCell } from './common-seeds.ts';
import type { Summary } from './summary.ts';

/** A lambda with the validation loss of its runs by seed. */
export interface LambdaCell extends SeededCell {
  readonly lambda: number;
}

/** How cells compare with the one of lowest mean validation loss, over the seeds that all have in common. */
export interface WithinOneStandardError<Cell> extends CommonSeeds<Cell> {
  /** The cell of lowest mean; among equals, the last. It was chosen for being lowest, so its mean tends to be too low. */
  readonly best: Cell;
  /** The best cell's, over the common seeds. */
  readonly summary: Summary;
  /** Of the best cell's mean. Null if it has a single run; then only cells equal to it are within. */
  readonly standardError: number | null;
  /** best mean + standard error, in nats; the best mean itself when there is no standard error. */
  readonly threshold: number;
  /** Cells whose mean is at most the threshold, in the given order, including the best. */
  readonly within: readonly Cell[];
}

export interface OneStandardErrorPick<Cell> extends WithinOneStandardError<Cell> {
  /** The largest lambda within one standard error. */
  readonly pick: Cell;
}

/**
 * Which cells have a mean validation loss of at most the lowest one plus its standard error, over the seeds that all compared cells have,
 * see `commonSeeds`. Null if no cell can be compared.
 */
export function withinOneStandardError<Cell extends SeededCell>(
  cells: readonly Cell[],
): WithinOneStandardError<Cell> | null {
  const common = commonSeeds(cells);
  const [first, ...rest] = common.compared;
  if (!first) return null;
  const best = rest.reduce((low, next) => (next.summary.mean! <= low.summary.mean! ? next : low), first);
  const { standardError, mean } = best.summary;
  const threshold = mean! + (standardError ?? 0);
  return {
    ...common,
    best: best.cell,
    summary: best.summary,
    standardError,
    threshold,
    within: common.compared.flatMap(({ cell, summary }) => (summary.mean! <= threshold ? [cell] : [])),
  };
}

/**
 * The one-standard-error rule: the largest lambda whose mean validation loss is within one standard error of the lowest. With one run per
 * lambda there is no standard error, and the best is picked; among equally good ones, the largest lambda. A cell in which a run diverged is
 * passed over, however well the others did. Null if no cell is left.
 *
 * `cells` ascend in lambda, 0 allowed; throws RangeError otherwise.
 * Source: Breiman et al., "Classification and Regression Trees", 1984, 3.4.3; Hastie, Tibshirani and Friedman, "The Elements of Statistical
 * Learning", 7.10; ties as in glmnet's lambda.min and lambda.1se.
 */
export function oneStandardErrorPick<Cell extends LambdaCell>(
  cells: readonly Cell[],
): OneStandardErrorPick<Cell> | null {
  cells.forEach(({ lambda }, index) => {
    const before = cells[index - 1]?.lambda ?? -Infinity;
    if (!(lambda >= 0 && lambda < Infinity && lambda > before)) {
      throw new RangeError(
        `got lambdas ${cells.map((cell) => cell.lambda).join(', ')}; allowed: ascending, none twice, all at least 0`,
      );
    }
  });
  const comparison = withinOneStandardError(cells);
  return comparison && { ...comparison, pick: comparison.within.at(-1)! };
}
