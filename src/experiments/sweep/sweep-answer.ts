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

/** A sweep as far as its answer needs it. */
export interface AnsweredSweep {
  readonly definition: Pick<SweepDefinition, 'axes'>;
  readonly grid: readonly { readonly grid: GridPoint }[];
  readonly members: readonly JudgedRun[];
}

/** What a sweep says in a line: which setting is picked, and how it stands to none. */
export interface SweepAnswer {
  /** Index of the picked cell. */
  readonly cell: number;
  /**
   * `oneStandardError` where one strength is all that varies: the largest within one standard error of the lowest mean. Otherwise the
   * cell of lowest mean.
   */
  readonly rule: 'oneStandardError' | 'lowest';
  /** Cells that could be compared. */
  readonly compared: number;
  /** Of the picked cell, over the seeds that all compared cells have. */
  readonly validationLoss: Summary;
  /**
   * Its validation loss minus that of the same setting without regularization, by seed; null if there is no such cell, or too few seeds.
   */
  readonly againstNone: SimultaneousDifference | null;
  /** The pick itself is without regularization. */
  readonly isNone: boolean;
}

/** The answer of a sweep judged after the last update, as far as its runs have come; null while no two cells can be compared. */
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

/** The one-standard-error pick where all swept paths hold one and the same strength; null elsewhere. */
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
