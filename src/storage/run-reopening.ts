import { AppError, isLive, isResumable, type Place, type RunConfig } from '#api';
import type { Connection } from './connection.ts';
import { createKeptEpochs } from './kept-epochs.ts';
import type { RunLookup } from './run-lookup.ts';
import { forgetOverviewSql } from './overviews.ts';
import { toRunSummary, type RunRow } from './run-row.ts';
import { forgetEndPoints } from './run-tail.ts';
import { configProblem, onlyToLookAt, unknownConfig } from './stored-config.ts';

/** Puts ended runs back into this process's queue, to resume; without a place, at their previous one. */
export function createReopening(db: Connection, { requireRow }: RunLookup, session: string) {
  const reopen = db.prepare(`
    UPDATE runs SET status = 'queued', session_id = :session, config = :config, ended_at = NULL, error = NULL,
      kernel_variant = NULL, v8_version = NULL, place = coalesce(:place, place)
    WHERE run_id = :run`);
  const forgetEnd = db.prepare(`
    UPDATE runs SET digest = NULL, final_data_loss = NULL, final_accuracy = NULL, final_validation_loss = NULL,
      final_validation_accuracy = NULL,
      test_data_loss = NULL, test_accuracy = NULL, ${forgetEndPoints}
    WHERE run_id = ?`);
  const dropValidation = db.prepare(
    `UPDATE epochs SET validation_loss = NULL, validation_accuracy = NULL, evaluated_data_loss = NULL,
      evaluated_accuracy = NULL
    WHERE run_id = ? AND epoch = ?`,
  );
  const forgetOverview = db.prepare(forgetOverviewSql);
  const dropCheckpoints = db.prepare(`DELETE FROM checkpoints WHERE run_id = ? AND epoch > ?`);
  const kept = createKeptEpochs(db);

  /** Removes what was measured at `epoch` only because it was the last one, as if more had been planned from the start. */
  function forgetLastEpoch(row: RunRow, epoch: number): void {
    dropValidation.run(row.run_id, epoch);
    forgetOverview.run(row.run_id);
    if (row.last_epoch === epoch) kept.refresh(row, 'last');
    if (row.validated_epoch === epoch) kept.refresh(row, 'validated');
    if (row.best_epoch === epoch) kept.refresh(row, 'best');
  }

  function reopenRun(id: string, epochs?: number, place: Place | null = null): void {
    const row = requireRow(id);
    const { config, origin } = toRunSummary(row);
    if (origin !== null) throw onlyToLookAt({ id, name: row.name }, origin);
    const problem = configProblem(config);
    if (problem !== null) throw unknownConfig({ id, name: row.name }, problem);
    requireReopenable(row, config, epochs);
    const raised = { ...config, epochs: epochs ?? config.epochs };
    reopen.run({ run: row.run_id, session, place, config: JSON.stringify(raised) });
    if (raised.epochs === config.epochs) return;
    forgetEnd.run(row.run_id);
    const last = config.epochs - 1;
    // The state at the old end differs from the state on the way to the new one: averages begin elsewhere.
    dropCheckpoints.run(row.run_id, last);
    if (last % config.evaluateEvery !== 0) forgetLastEpoch(row, last);
  }

  /** All or none. */
  return db.transaction((ids: readonly string[], epochs?: number, place?: Place): void => {
    for (const id of ids) reopenRun(id, epochs, place);
  }).immediate;
}

function requireReopenable(
  row: RunRow,
  { epochs: planned, optimizer }: RunConfig,
  epochs: number | undefined,
): void {
  const refuse = (reason: string): never => {
    const details = { id: row.public_id, status: row.status };
    throw new AppError('conflict', `run ${row.name} (${row.public_id}) ${reason}`, { details });
  };
  if (row.trashed_at !== null) refuse('is in the trash; restore it first');
  if (isLive(row.status)) refuse(`is ${row.status}; only a run that has ended can be resumed`);
  if (optimizer.schedule?.kind === 'cosine' && epochs !== undefined && epochs !== planned) {
    refuse(
      `was trained with a cosine schedule that ends at epoch ${planned}: with ${epochs} epochs its past learning rates would differ; ` +
        'fork it with more epochs instead',
    );
  }
  if (isResumable(row.status)) {
    if (epochs === undefined || epochs >= planned) return;
    refuse(`was planned with ${planned} epochs; got ${epochs}: give at least as many, or omit the number`);
  }
  if (row.status !== 'completed')
    refuse(`has ${row.status} and cannot be resumed; fork it at an earlier epoch`);
  if (row.stopped_early === 1) {
    refuse(`was ended by early stopping, which more epochs would not change; fork it without earlyStopping`);
  }
  if (epochs !== undefined && epochs > planned) return;
  const given = epochs === undefined ? 'none was given' : `got ${epochs}`;
  refuse(`has completed its ${planned} epochs; to continue it needs a larger number (${given})`);
}
