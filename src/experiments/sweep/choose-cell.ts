import { isRegularized, type GridPoint, withoutRegularization } from './regularization-paths.ts';
import type { JudgedRun } from './summarize-cells.ts';
import type { SweepDefinition } from './sweep-definition.ts';

/** The parts of a sweep that choosing one of its cells needs. */
export interface ChoosableSweep {
  readonly definition: Pick<SweepDefinition, 'axes'>;
  readonly grid: readonly { readonly grid: GridPoint }[];
  readonly members: readonly (Pick<JudgedRun, 'cell' | 'status' | 'final'> & { readonly seed: number })[];
}

/** The cell with regularization whose mean validation loss is lowest. */
export interface CellChoice {
  readonly cell: number;
  /** Number of cells with regularization among which it is the lowest, including itself. */
  readonly compared: number;
  /** Cells with regularization that were not compared, because one of their runs diverged or none has completed. */
  readonly passedOver: number;
  /** Seeds that all compared cells completed, over which the means are taken. */
  readonly seeds: readonly number[];
  /** True if the cell without regularization has an even lower mean over the same seeds. */
  readonly noneIsLower: boolean;
}

export type Refusable<Found> = { readonly ok: true; readonly value: Found } | Refusal;
/** `reason` says why not, and what to do. */
export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

export function refuse(reason: string): Refusal {
  return { ok: false, reason };
}

/**
 * Chooses by mean validation loss after the last update, over the seeds that all compared cells have in common; among equals, the first. A
 * cell in which a run diverged is passed over: its mean would cover only the survivors.
 */
export function chooseCell({ definition, grid, members }: ChoosableSweep): Refusable<CellChoice> {
  const regularized = grid.flatMap((cell, index) => (isRegularized(cell.grid) ? [index] : []));
  if (regularized.length === 0) {
    return refuse(
      'no setting of this sweep has regularization: sweep a lambda, a dropout rate or weight decay, with values above 0',
    );
  }
  const live = members.filter(({ status }) => status !== null && liveStatuses.has(status)).length;
  if (live > 0) {
    return refuse(
      `${live} ${live === 1 ? 'run of this sweep has' : 'runs of this sweep have'} not ended yet: choose when all have`,
    );
  }
  const losses = grid.map((): Map<number, number> => new Map());
  for (const { cell, seed, status, final } of members) {
    if (status !== 'completed' && status !== 'diverged') continue;
    losses[cell]!.set(seed, status === 'completed' ? (final?.validationLoss ?? NaN) : NaN);
  }
  const candidates = regularized.filter((cell) => losses[cell]!.size > 0 && allFinite(losses[cell]!));
  const [first, ...others] = candidates;
  if (first === undefined) {
    return refuse(
      'nothing can be chosen: no setting with regularization has completed without a diverged run; train what is missing, or sweep other values',
    );
  }
  const seeds = [...losses[first]!.keys()].filter((seed) => others.every((cell) => losses[cell]!.has(seed)));
  if (seeds.length === 0) {
    return refuse(
      'nothing can be chosen: no seed has completed in all settings; train what is missing first',
    );
  }
  const meanOf = (cell: number): number =>
    seeds.reduce((sum, seed) => sum + (losses[cell]!.get(seed) ?? NaN), 0) / seeds.length;
  const cell = candidates.reduce((best, other) => (meanOf(other) < meanOf(best) ? other : best));
  const none = findCell(grid, withoutRegularization(definition.axes, grid[cell]!.grid));
  return {
    ok: true,
    value: {
      cell,
      compared: candidates.length,
      passedOver: regularized.length - candidates.length,
      seeds,
      noneIsLower: none !== -1 && meanOf(none) < meanOf(cell),
    },
  };
}

/** How many runs of a cell diverged. */
export function divergedIn({ members }: ChoosableSweep, cell: number): number {
  return members.filter((member) => member.cell === cell && member.status === 'diverged').length;
}

const liveStatuses: ReadonlySet<string> = new Set(['queued', 'running', 'paused']);

function allFinite(values: ReadonlyMap<number, number>): boolean {
  return [...values.values()].every(Number.isFinite);
}

/** Index of the cell with the settings of `point`; -1 if the grid has none. */
export function findCell(grid: ChoosableSweep['grid'], point: GridPoint): number {
  const paths = Object.keys(point);
  return grid.findIndex(
    (cell) =>
      Object.keys(cell.grid).length === paths.length &&
      paths.every((path) => cell.grid[path] === point[path]),
  );
}
