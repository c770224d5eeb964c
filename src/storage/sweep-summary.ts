import {
  isLive,
  isReplicateAxis,
  type RunStatus,
  runStatuses,
  type RunProgress,
  type SweepResult,
  sweepMembers,
  type SweepSummary,
} from '#api';
import { readConfig } from './stored-config.ts';
import { problemOf } from './stored-grid.ts';
import type { StoredSweep } from './sweeps.ts';

/** What a sweep's summary uses of one of its runs. */
export interface RunProgressFacts {
  readonly id: string;
  readonly status: RunStatus;
  /** As JSON. */
  readonly config: string;
  readonly epochsDone: number;
  readonly durationMs: number;
  readonly trashedAt: string | null;
}

/** A run that the sweep asks for. */
interface Member {
  readonly epochs: number;
  readonly run: Pick<RunProgressFacts, 'status' | 'epochsDone' | 'durationMs'> | null;
}

/**
 * A sweep as the list shows it. If its definition cannot be read, all of its runs that share its state count: out of the trash, or trashed
 * along with it.
 */
export function summarizeSweep(
  sweep: StoredSweep,
  result: SweepResult,
  runs: Iterable<RunProgressFacts>,
  concurrency: number,
): SweepSummary {
  if (!result.ok) {
    const members = [...runs]
      .filter(({ trashedAt }) => trashedAt === sweep.trashedAt)
      .map((run) => ({ epochs: plannedEpochs(run), run }));
    return {
      ...headOf(sweep),
      ...progressOf(members, concurrency),
      problem: problemOf(result),
      paths: [],
      cells: 0,
    };
  }
  const { definition, cells } = result;
  const members = sweepMembers(cells, runs)
    .flat()
    .map(({ config, run }) => ({ epochs: config.epochs, run }));
  const settings = definition.axes.filter((axis) => !isReplicateAxis(axis));
  const points = settings.flatMap((axis) => axis.points);
  return {
    ...headOf(sweep),
    ...progressOf(members, concurrency),
    problem: null,
    paths: [...new Set(points.flatMap((point) => Object.keys(point)))],
    cells: cells.length,
  };
}

/** For a run whose config cannot be read: the epochs that it has recorded. */
function plannedEpochs({ config, epochsDone }: RunProgressFacts): number {
  try {
    return readConfig(config).epochs;
  } catch {
    return epochsDone;
  }
}

function headOf({ id, name, createdAt, trashedAt }: StoredSweep) {
  return { id, name, createdAt, trashedAt };
}

/** The progress of requested runs; the remaining time assumes that many trainers. */
export function progressOf(all: readonly Member[], concurrency: number): RunProgress {
  const counts = Object.fromEntries(
    [...runStatuses, 'missing' as const].map((status) => [status, 0]),
  ) as Record<RunStatus | 'missing', number>;
  for (const { run } of all) counts[run?.status ?? 'missing']++;
  const epochs = all.reduce((sum, member) => sum + member.epochs, 0);
  const done = all.reduce((sum, member) => sum + settledEpochs(member), 0);
  return {
    runs: all.length,
    counts,
    progress: epochs === 0 ? 0 : done / epochs,
    remainingMs: remainingMs(all, concurrency),
  };
}

/** A completed or diverged run has no epochs left, however many it recorded. */
function settledEpochs({ epochs, run }: Member): number {
  if (run === null) return 0;
  return run.status === 'completed' || run.status === 'diverged' ? epochs : run.epochsDone;
}

/** Time left for the live runs, at the pace of the runs that have trained. */
function remainingMs(all: readonly Member[], concurrency: number): number | null {
  let live = 0;
  let left = 0;
  let trained = 0;
  let trainedMs = 0;
  for (const { epochs, run } of all) {
    if (run === null) continue;
    trained += run.epochsDone;
    trainedMs += run.durationMs;
    if (!isLive(run.status)) continue;
    live++;
    left += epochs - run.epochsDone;
  }
  if (live === 0 || trained === 0) return null;
  return (left * (trainedMs / trained)) / Math.min(concurrency, live);
}
