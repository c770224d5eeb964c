import type { CommandArguments, RunStatus, SweepSummary } from '#api';
import type { Connection } from './connection.ts';
import { trainedMs } from './run-row.ts';
import { createGridReader } from './stored-grid.ts';
import { isStatus } from './stored-value.ts';
import { summarizeSweep, type RunProgressFacts } from './sweep-summary.ts';
import { toSweep, type SweepRow } from './sweeps.ts';

export type ListSweepsQuery = CommandArguments<'listSweeps'>;

export type RunProgressRow = readonly [
  id: string,
  status: RunStatus,
  config: string,
  epochsDone: number,
  trainedMs: number,
  runningSince: string | null,
  trashedAt: string | null,
];

/** Binds whether sweeps in the trash are wanted, as 0 or 1. */
export const sweepListSql = `
  SELECT * FROM sweeps WHERE (trashed_at IS NOT NULL) = ? ORDER BY created_at DESC, sweep_id DESC`;

/** Binds the sweep's sweep_id. Of a run's 60 columns it reads only what the list shows. */
export const progressRunsSql = `
  SELECT public_id, status, config, epochs_done, trained_ms, running_since, trashed_at
  FROM runs WHERE sweep_id = ? AND confirmation_id IS NULL ORDER BY run_id`;

/** Reads the list of sweeps, newest first. That takes a while for a large grid: run it in a thread. */
export function createSweepList(db: Connection) {
  const selectSweeps = db.prepare<[number], SweepRow>(sweepListSql);
  const selectRuns = db.prepare<[number], RunProgressRow>(progressRunsSql).raw();
  const readGrid = createGridReader();

  /** The readable runs; the sweep counts the others as missing. One by one, because ten thousand configs at once would take much memory. */
  function* progressRuns(sweep: number): Generator<RunProgressFacts> {
    for (const row of selectRuns.iterate(sweep)) if (isStatus(row[1])) yield toRunProgress(row);
  }
  function read(row: SweepRow, concurrency: number): SweepSummary {
    const sweep = toSweep(row);
    return summarizeSweep(sweep, readGrid(sweep), progressRuns(row.sweep_id), concurrency);
  }

  return db.transaction(({ trashed, ids }: ListSweepsQuery, concurrency: number): SweepSummary[] => {
    const wanted = ids && new Set(ids);
    const rows = selectSweeps.all(Number(trashed)).filter((row) => wanted?.has(row.public_id) ?? true);
    return rows.map((row) => read(row, concurrency));
  });
}

export function toRunProgress(row: RunProgressRow): RunProgressFacts {
  const [id, status, config, epochsDone, trained_ms, running_since, trashedAt] = row;
  const durationMs = trainedMs({ trained_ms, running_since }, Date.now());
  return { id, status, config, epochsDone, durationMs, trashedAt };
}
