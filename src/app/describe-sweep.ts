import {
  type EpochMetrics,
  resplitRatio,
  type SweepDetail,
  sweepMembers,
  type SweepResult,
  type SweepRunSummary,
  type UnreadableRun,
} from '#api';
import { requireGrid, type Store, type StoredSweep, type StoredSweepRun, summarizeSweep } from '#storage';

/** A sweep with its grid, its runs, and those of them that count in the cells. */
export interface SweepState {
  readonly sweep: StoredSweep;
  readonly result: Extract<SweepResult, { ok: true }>;
  /** The readable runs; the others count as missing. */
  readonly runs: readonly StoredSweepRun[];
  readonly unreadable: readonly UnreadableRun[];
  readonly members: ReturnType<typeof sweepMembers<StoredSweepRun>>;
}

/** Finds the runs for the cells of a sweep. Rejects with conflict if its definition cannot be read. */
export async function readSweep(
  store: Pick<Store, 'sweepRuns'>,
  sweep: StoredSweep,
  read: SweepResult,
): Promise<SweepState> {
  const result = requireGrid(sweep, read);
  const { runs, unreadable } = await store.sweepRuns(sweep.id);
  const members = sweepMembers(result.cells, runs);
  return { sweep, result, runs, unreadable, members };
}

/** Everything about a sweep except its confirmations. */
export function detailSweep(
  state: SweepState,
  concurrency: number,
): Omit<SweepDetail, 'confirmations' | 'unreadableConfirmations'> {
  const { sweep, result, members, runs, unreadable } = state;
  return {
    ...summarizeSweep(sweep, result, runs, concurrency),
    definition: result.definition,
    unreadable: unreadable.filter(({ trashedAt }) => trashedAt === null),
    grid: result.cells.map(({ points, grid }) => ({ points, grid })),
    members: members.flatMap((cell, index) => {
      const resplit = resplitRatio(cell.map(({ config }) => config));
      return cell.map(({ config, run }) => summarizeMember(index, config.seed, resplit, run));
    }),
  };
}

function summarizeMember(
  cell: number,
  seed: number,
  resplit: number | null,
  run: StoredSweepRun | null,
): SweepRunSummary {
  return {
    cell,
    seed,
    resplit,
    id: run?.id ?? null,
    name: run?.name ?? null,
    status: run?.status ?? null,
    epochsDone: run?.epochsDone ?? 0,
    durationMs: run?.durationMs ?? 0,
    divergedAt: run?.divergedAt ?? null,
    final: run?.final && run.last ? { ...run.final, regularizationLoss: run.last.regularizationLoss } : null,
    tail: run?.tail
      ? {
          dataLoss: run.tail.dataLoss ?? Number.NaN,
          accuracy: run.tail.accuracy ?? Number.NaN,
          validationLoss: run.tail.validationLoss,
          validationAccuracy: run.tail.validationAccuracy,
          regularizationLoss: Number.NaN,
        }
      : null,
    averaged: run?.averaged ? { ...run.averaged, regularizationLoss: Number.NaN } : null,
    best: run?.best ? metricsAt(run.best) : null,
  };
}

function metricsAt(epoch: EpochMetrics): NonNullable<SweepRunSummary['best']> {
  const { evaluatedDataLoss, evaluatedAccuracy, validationLoss, validationAccuracy } = epoch;
  return {
    epoch: epoch.epoch,
    dataLoss: evaluatedDataLoss ?? Number.NaN,
    accuracy: evaluatedAccuracy ?? Number.NaN,
    regularizationLoss: epoch.regularizationLoss,
    validationLoss: validationLoss ?? Number.NaN,
    validationAccuracy: validationAccuracy ?? Number.NaN,
  };
}
