import type { Summary } from './summary.ts';

/** A lambda with its runs' validation loss at whatever epoch the caller chose to judge them by. */
export interface LambdaCell {
  readonly lambda: number;
  readonly validationLoss: Summary;
}

/** Cells that cannot be told from the best by one standard error. */
export interface WithinOneStandardError<Cell> {
  /** The cell of lowest mean; of equals the last. */
  readonly best: Cell;
  /** Of the best cell's mean; null when it has a single run, and then nothing but its equals is within. */
  readonly standardError: number | null;
  /** best mean + standard error, in nats; the best mean itself when there is no standard error. */
  readonly threshold: number;
  /** In the given order, the best among them. */
  readonly within: readonly Cell[];
  /**
   * Cells that were not compared: a run diverged or has no value, so that their mean would be that of the survivors, or
   * there are no runs.
   */
  readonly passedOver: readonly Cell[];
}

export interface OneStandardErrorPick<Cell> extends WithinOneStandardError<Cell> {
  /** The largest lambda within: as much regularization as the data let pass for no worse than the best. */
  readonly pick: Cell;
}

/** Which cells have a mean validation loss of at most the lowest one plus its standard error. null when none has a mean. */
export function withinOneStandardError<Cell extends Pick<LambdaCell, 'validationLoss'>>(
  cells: readonly Cell[],
): WithinOneStandardError<Cell> | null {
  const compared = cells.filter(isComparable);
  let best: Cell | null = null;
  let lowest = Infinity;
  for (const cell of compared) {
    const mean = cell.validationLoss.mean!;
    if (mean <= lowest) {
      best = cell;
      lowest = mean;
    }
  }
  if (best === null) return null;

  const { standardError } = best.validationLoss;
  const threshold = lowest + (standardError ?? 0);
  return {
    best,
    standardError,
    threshold,
    within: compared.filter(({ validationLoss }) => validationLoss.mean! <= threshold),
    passedOver: cells.filter((cell) => !isComparable(cell)),
  };
}

/**
 * The one-standard-error rule: the largest lambda whose mean validation loss is within one standard error of the lowest.
 * With one run per lambda there is no standard error and the best is picked. Of equally good bests the largest lambda is
 * taken. A cell of which some run diverged is passed over, however well the others did. null when no cell is left.
 *
 * `cells` ascend in lambda, 0 allowed; throws RangeError otherwise.
 * Source: Breiman et al., "Classification and Regression Trees", 1984, 3.4.3; Hastie, Tibshirani and Friedman, "The Elements
 * of Statistical Learning", 7.10; ties as in glmnet's lambda.min and lambda.1se.
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

function isComparable({ validationLoss }: Pick<LambdaCell, 'validationLoss'>): boolean {
  return validationLoss.mean !== null && validationLoss.excluded === 0;
}
