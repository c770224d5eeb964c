import {
  differencesFrom,
  type OneStandardErrorPick,
  oneStandardErrorPick,
  type SeededCell,
  type SimultaneousDifference,
  type Summary,
  withinOneStandardError,
} from '../analysis/index.ts';
import { findCell } from './choose-cell.ts';
import {
  type GridPoint,
  isRegularized,
  regularizationPaths,
  withoutRegularization,
} from './regularization-paths.ts';
import { type JudgedRun, summarizeCells } from './summarize-cells.ts';
import type { SweepDefinition } from './sweep-definition.ts';

/** The parts of a sweep that its answer needs. */
export interface AnsweredSweep {
  readonly definition: Pick<SweepDefinition, 'axes'>;
  readonly grid: readonly { readonly grid: GridPoint }[];
  readonly members: readonly JudgedRun[];
}

/** A sweep's result in one line: which setting is picked, and how it compares with no regularization. */
export interface SweepAnswer {
  /** Index of the picked cell. */
  readonly cell: number;
  /**
   * `oneStandardError` if only one strength varies: the largest within one standard error of the lowest mean. Otherwise the cell of lowest
   * mean.
   */
  readonly rule: 'oneStandardError' | 'lowest';
  /** Number of cells that could be compared. */
  readonly compared: number;
  /** Of the picked cell, over the seeds that all compared cells have. */
  readonly validationLoss: Summary;
  /**
   * Its validation loss minus that of the same setting without regularization, by seed; null if there is no such cell, or too few seeds.
   */
  readonly againstNone: SimultaneousDifference | null;
  /** The picked cell is itself without regularization. */
  readonly isNone: boolean;
}

/** The answer of a sweep judged after the last update, as far as its runs have progressed; null while no two cells can be compared. */
export function answerSweep({ definition, grid, members }: AnsweredSweep): SweepAnswer | null {
  const summaries = summarizeCells(grid.length, members, 'final');
  const cells = grid.map((point, index) => {
    const { losses, resplit } = summaries[index]!;
    return { index, point: point.grid, losses, resplit };
  });
  const byStrength = pickByStrength(definition, cells);
  const found = byStrength ?? withinOneStandardError(cells);
  if (found === null || found.compared.length < 2) return null;
  const picked = byStrength?.pick ?? found.best;
  const { summary } = found.compared.find(({ cell }) => cell === picked)!;
  const noneAt = findCell(grid, withoutRegularization(definition.axes, picked.point));
  const none = found.compared.find(({ cell }) => cell.index === noneAt)?.cell;
  const isNone = !isRegularized(picked.point);
  return {
    cell: picked.index,
    rule: byStrength === null ? 'lowest' : 'oneStandardError',
    compared: found.compared.length,
    validationLoss: summary,
    againstNone:
      isNone || none === undefined ? null : (differencesFrom(none, found.compared)?.get(picked) ?? null),
    isNone,
  };
}

interface PlacedCell extends SeededCell {
  readonly index: number;
  readonly point: GridPoint;
}

/** The one-standard-error pick if all swept paths hold the same strength; otherwise null. */
function pickByStrength(
  { axes }: Pick<SweepDefinition, 'axes'>,
  cells: readonly PlacedCell[],
): OneStandardErrorPick<PlacedCell & { lambda: number }> | null {
  const strengths = new Set(regularizationPaths(axes));
  const lambdas = cells.map((cell) => {
    const values = new Set(Object.values(cell.point));
    const isStrength = Object.keys(cell.point).every((path) => strengths.has(path));
    const [value] = values;
    return isStrength && values.size === 1 && typeof value === 'number' && value >= 0 ? value : null;
  });
  if (lambdas.includes(null) || new Set(lambdas).size < lambdas.length) return null;
  const ascending = cells
    .map((cell, index) => ({ ...cell, lambda: lambdas[index]! }))
    .sort((a, b) => a.lambda - b.lambda);
  return oneStandardErrorPick(ascending);
}
