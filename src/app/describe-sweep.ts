import {
  type EpochMetrics,
  isLive,
  parseSweep,
  type RunStatus,
  runStatuses,
  type SweepCell,
  sweepMembers,
  type SweepRunSummary,
  type SweepSummary,
  type SweepDetail,
} from '#api';
import type { Store, StoredSweep, StoredSweepRun } from '#storage';

/** A sweep with its cells and the runs that count in them. */
export interface SweepState {
  readonly sweep: StoredSweep;
  readonly cells: readonly SweepCell[];
  readonly members: ReturnType<typeof sweepMembers<StoredSweepRun>>;
}

/** Reads a sweep and finds the runs of its cells. A stored definition was checked when it was stored. */
export function readSweep(store: Store, sweep: StoredSweep): SweepState {
  const result = parseSweep(sweep.definition);
  const cells = result.ok ? result.cells : [];
  return { sweep, cells, members: sweepMembers(cells, store.sweepRuns(sweep.id)) };
}

export function summarizeSweep({ sweep, cells, members }: SweepState, concurrency: number): SweepSummary {
  const { id, name, createdAt, trashedAt, definition } = sweep;
  const all = members.flat();
  const counts = Object.fromEntries(
    [...runStatuses, 'missing' as const].map((status) => [status, 0]),
  ) as Record<RunStatus | 'missing', number>;
  for (const { run } of all) counts[run?.status ?? 'missing']++;
  const epochs = all.reduce((sum, { config }) => sum + config.epochs, 0);
  const done = all.reduce((sum, { run }) => sum + settledEpochs(run), 0);
  return {
    id,
    name,
    createdAt,
    trashedAt,
    paths: [
      ...new Set(definition.axes.flatMap(({ points }) => points.flatMap((point) => Object.keys(point)))),
    ],
    cells: cells.length,
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
    definition: state.sweep.definition,
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
