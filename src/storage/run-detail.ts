import { isLive, type RunDetail, runStatuses } from '#api';
import { snapshotBudgetBytes } from '#experiments';
import type { Connection } from './connection.ts';
import { createMissingEpochs } from './exporting/export-notes.ts';
import { toRunSummary, type RunRow } from './run-row.ts';
import { snapshotBytes, snapshotSizesSql } from './snapshots.ts';
import { createStintReader } from './stints.ts';
import { configProblem } from './stored-config.ts';

type Fork = RunDetail['forks'][number];

/** Binds the parent's public id. Unreadable forks are reported in the list of runs. */
export const forksSql = `
  SELECT public_id AS id, name, branch_epoch AS epoch, status FROM runs
  WHERE parent_id = ? AND trashed_at IS NULL AND branch_epoch IS NOT NULL
    AND status IN (${runStatuses.map((status) => `'${status}'`).join(', ')})
  ORDER BY created_at, run_id`;

/** Binds the run. Sizes come from the row header: no bytes are read. */
export const checkpointSizesSql = `
  SELECT epoch, length(bytes) AS sizeBytes FROM checkpoints WHERE run_id = ? ORDER BY epoch DESC`;

/** A run with what other tables say about it. */
export function createRunDetails(db: Connection) {
  const missingEpochs = createMissingEpochs(db);
  const stintsOf = createStintReader(db);
  const forks = db.prepare<[string], Fork>(forksSql);
  const checkpoints = db.prepare<[number], RunDetail['checkpoints'][number]>(checkpointSizesSql);
  const selectImport = db.prepare<[number], { source: string; at: string }>(
    `SELECT source, imported_at AS at FROM imports WHERE import_id = ?`,
  );
  const snapshots = db.prepare<[number], { epoch: number; size: number }>(snapshotSizesSql);

  return (row: RunRow): RunDetail => {
    const run = toRunSummary(row);
    const kept = snapshots.all(row.run_id);
    const bytes = snapshotBytes(run.config);
    return {
      ...run,
      configProblem: configProblem(run.config),
      missingEpochs: isLive(run.status) || run.origin !== null ? 0 : missingEpochs(row),
      notes: row.notes,
      importedFrom: row.import_id === null ? null : (selectImport.get(row.import_id) ?? null),
      environment: {
        appVersion: row.app_version,
        engineVersion: row.engine_version,
        platform: row.platform,
        host: row.host,
        kernelVariant: row.kernel_variant,
        v8Version: row.v8_version,
        threads: row.threads,
      },
      stints: stintsOf(row.run_id),
      forks: forks.all(row.public_id),
      checkpoints: checkpoints.all(row.run_id),
      snapshots: {
        epochs: kept.map(({ epoch }) => epoch),
        damaged: kept.filter(({ size }) => size !== bytes).length,
        sizeBytes: kept.reduce((sum, { size }) => sum + size, 0),
        budgetBytes: snapshotBudgetBytes,
      },
    };
  };
}
