import {
  type EpochMetrics,
  isLive,
  type RunStatus,
  runStatuses,
  type SweepCell,
  type SweepDefinition,
  sweepMembers,
  type SweepResult,
  type SweepRunSummary,
  type SweepSummary,
  type SweepDetail,
} from '#api';
import type { Store, StoredSweep, StoredSweepRun } from '#storage';
import { problemOf, requireGrid } from './stored-grid.ts';

/** A sweep with its cells and the runs that count in them. */
export interface SweepState {
  readonly sweep: StoredSweep;
  readonly definition: SweepDefinition;
  readonly cells: readonly SweepCell[];
  readonly members: ReturnType<typeof sweepMembers<StoredSweepRun>>;
}

/** Finds the runs of the cells of a sweep. Throws conflict when its definition cannot be read. */
export function readSweep(store: Store, sweep: StoredSweep, result: SweepResult): SweepState {
  const { definition, cells } = requireGrid(sweep, result);
  return { sweep, definition, cells, members: sweepMembers(cells, store.sweepRuns(sweep.id)) };
}

/** A sweep as the list shows it, also one whose definition cannot be read: all of its runs that are not in the trash, then. */
export function summarizeStored(
  store: Store,
  sweep: StoredSweep,
  result: SweepResult,
  concurrency: number,
): SweepSummary {
  if (result.ok) return summarizeSweep(readSweep(store, sweep, result), concurrency);
  const runs = store.sweepRuns(sweep.id).filter(({ trashedAt }) => trashedAt === sweep.trashedAt);
  return {
    ...summarize(
      sweep,
      runs.map((run) => ({ epochs: run.epochs, run })),
      concurrency,
    ),
    problem: problemOf(result),
    paths: [],
    cells: 0,
  };
}

function summarizeSweep(state: SweepState, concurrency: number): SweepSummary {
  const { sweep, definition, cells, members } = state;
  const all = members.flat().map(({ config, run }) => ({ epochs: config.epochs, run }));
  return {
    ...summarize(sweep, all, concurrency),
    problem: null,
    paths: [
      ...new Set(definition.axes.flatMap(({ points }) => points.flatMap((point) => Object.keys(point)))),
    ],
    cells: cells.length,
  };
}

function summarize(
  { id, name, createdAt, trashedAt }: StoredSweep,
  all: readonly { readonly epochs: number; readonly run: StoredSweepRun | null }[],
  concurrency: number,
) {
  const counts = Object.fromEntries(
    [...runStatuses, 'missing' as const].map((status) => [status, 0]),
  ) as Record<RunStatus | 'missing', number>;
  for (const { run } of all) counts[run?.status ?? 'missing']++;
  const epochs = all.reduce((sum, member) => sum + member.epochs, 0);
  const done = all.reduce((sum, { run }) => sum + settledEpochs(run), 0);
  return {
    id,
    name,
    createdAt,
    trashedAt,
    runs: all.length,
    counts,
    progress: epochs === 0 ? 0 : done / epochs,
    remainingMs: remainingMs(
      all.flatMap(({ run }) => run ?? []),
      concurrency,
    ),
  };
}

export function detailSweep(state: SweepState, concurrency: number): SweepDetail {
  return {
    ...summarizeSweep(state, concurrency),
    definition: state.definition,
    grid: state.cells.map(({ points, grid }) => ({ points, grid })),
    members: state.members.flatMap((cell, index) =>
      cell.map(({ config, run }) => summarizeMember(index, config.seed, run)),
    ),
  };
}

function summarizeMember(cell: number, seed: number, run: StoredSweepRun | null): SweepRunSummary {
  return {
    cell,
    seed,
    id: run?.id ?? null,
    name: run?.name ?? null,
    status: run?.status ?? null,
    epochsDone: run?.epochsDone ?? 0,
    durationMs: run?.durationMs ?? 0,
    divergedAt: run?.divergedAt ?? null,
    final: run?.final && run.last ? { ...run.final, regularizationLoss: run.last.regularizationLoss } : null,
    best: run?.best ? metricsAt(run.best) : null,
  };
}

function metricsAt(epoch: EpochMetrics): NonNullable<SweepRunSummary['best']> {
  const { dataLoss, accuracy, validationLoss, validationAccuracy, regularizationLoss } = epoch;
  return {
    epoch: epoch.epoch,
    dataLoss,
    accuracy,
    regularizationLoss,
    validationLoss: validationLoss ?? Number.NaN,
    validationAccuracy: validationAccuracy ?? Number.NaN,
  };
}

/** A run that ended by itself has no epochs left, however many it recorded. */
function settledEpochs(run: StoredSweepRun | null): number {
  if (run === null) return 0;
  return run.status === 'completed' || run.status === 'diverged' ? run.epochs : run.epochsDone;
}

/** What is left of the live runs at the pace of those that have trained. */
function remainingMs(runs: readonly StoredSweepRun[], concurrency: number): number | null {
  const live = runs.filter(({ status }) => isLive(status));
  if (live.length === 0) return null;
  const trained = runs.reduce((sum, { epochsDone }) => sum + epochsDone, 0);
  if (trained === 0) return null;
  const msPerEpoch = runs.reduce((sum, { durationMs }) => sum + durationMs, 0) / trained;
  const left = live.reduce((sum, { epochs, epochsDone }) => sum + epochs - epochsDone, 0);
  return (left * msPerEpoch) / Math.min(concurrency, live.length);
}
