import { AppError, isLive, type FinalMetrics, type RunStatus } from '#api';
import type { SetMetrics } from '#engine';
import type { Connection } from './connection.ts';
import { toMetricColumn, type MetricColumn } from './metric-value.ts';
import type { RunOrigin } from './run-creation.ts';
import type { RunLookup } from './run-lookup.ts';
import { createRunTail, forgetEndPoints } from './run-tail.ts';
import { trainedMs, type RunRow } from './run-row.ts';

/** How a run ended. */
export interface RunOutcome {
  readonly status: 'completed' | 'stopped' | 'diverged' | 'failed' | 'interrupted';
  readonly final?: FinalMetrics | undefined;
  /** The epoch whose parameters these are, where early stopping restored them. */
  readonly restoredEpoch?: number | undefined;
  /** On the test set, of the same parameters as `final`. */
  readonly test?: SetMetrics | undefined;
  /** Of the averaged weights of a run that trained all its epochs, and of them on the test set. */
  readonly averaged?: FinalMetrics | undefined;
  readonly averagedTest?: SetMetrics | undefined;
  /** The epoch whose loss was not finite. */
  readonly divergedAt?: number | undefined;
  /** True when early stopping completed it. */
  readonly stoppedEarly?: boolean | undefined;
  /** SHA-256 over config and metrics, in hexadecimal. */
  readonly digest?: string | undefined;
  /** Why it failed, for people. */
  readonly error?: string | undefined;
}

/** Moves runs through their states, with the times. A run that ended stays as it is. */
export function createRunLifecycle(db: Connection, { requireRow }: RunLookup, origin: RunOrigin) {
  const run = db.prepare(`
    UPDATE runs SET status = 'running', started_at = coalesce(started_at, :now), running_since = :now,
      kernel_variant = :kernelVariant, v8_version = :v8Version,
      engine_version = iif(last_epoch IS NULL, :engineVersion, engine_version),
      platform = iif(last_epoch IS NULL, :platform, platform), final_data_loss = NULL, final_accuracy = NULL, final_validation_loss = NULL,
      final_validation_accuracy = NULL, test_data_loss = NULL, test_accuracy = NULL, ${forgetEndPoints}
    WHERE run_id = :run`);
  const pause = db.prepare(`
    UPDATE runs SET status = 'paused', trained_ms = :trainedMs, running_since = NULL WHERE run_id = :run`);
  const requeue = db.prepare(`UPDATE runs SET status = 'queued' WHERE run_id = ?`);
  // No run ends before it starts, also when the clock is set back meanwhile.
  // A run that was stopped before, resumed and stopped in the queue keeps the closing metrics that it had.
  const end = db.prepare(`
    UPDATE runs SET status = :status, ended_at = max(:now, coalesce(started_at, created_at)), trained_ms = :trainedMs, running_since = NULL,
      diverged_at = :divergedAt, stopped_early = :stoppedEarly, digest = :digest, error = :error,
      final_data_loss = coalesce(:dataLoss, final_data_loss), final_accuracy = coalesce(:accuracy, final_accuracy),
      final_validation_loss = coalesce(:validationLoss, final_validation_loss),
      final_validation_accuracy = coalesce(:validationAccuracy, final_validation_accuracy),
      test_data_loss = coalesce(:testDataLoss, test_data_loss), test_accuracy = coalesce(:testAccuracy, test_accuracy),
      restored_epoch = :restoredEpoch, averaged_data_loss = :averagedDataLoss, averaged_accuracy = :averagedAccuracy,
      averaged_validation_loss = :averagedValidationLoss, averaged_validation_accuracy = :averagedValidationAccuracy,
      averaged_test_data_loss = :averagedTestDataLoss, averaged_test_accuracy = :averagedTestAccuracy
    WHERE run_id = :run`);

  const writeTail = createRunTail(db);
  const change = db.transaction((id: string, from: readonly RunStatus[], apply: (row: RunRow) => void) => {
    const row = requireRow(id);
    if (!from.includes(row.status)) throw wrongStatus(row, from);
    apply(row);
  });
  const { engineVersion, platform } = origin;
  const resume = (row: RunRow, kernelVariant: string, v8Version: string | null): void => {
    const now = new Date().toISOString();
    run.run({ run: row.run_id, now, kernelVariant, v8Version, engineVersion, platform });
  };

  return {
    /** `kernelVariant` names the engine's kernels that train it, and `v8Version` what they run on; null where that is not known. */
    startRun: (id: string, kernelVariant: string, v8Version: string | null = null): void =>
      change.immediate(id, ['queued'], (row) => resume(row, kernelVariant, v8Version)),

    /** A run that was paused before it started, or started again, waits for its start. */
    continueRun(id: string): void {
      change.immediate(id, ['paused'], (row) => {
        if (row.kernel_variant === null) requeue.run(row.run_id);
        else resume(row, row.kernel_variant, row.v8_version);
      });
    },

    pauseRun(id: string): void {
      change.immediate(id, ['queued', 'running'], (row) => {
        pause.run({ run: row.run_id, trainedMs: trainedMs(row, Date.now()) });
      });
    },

    /** Durable when it returns: the disk has the run's end and every epoch before it. */
    endRun(id: string, outcome: RunOutcome): void {
      db.pragma('synchronous = FULL');
      try {
        change.immediate(id, ['queued', 'running', 'paused'], (row) => {
          end.run({
            run: row.run_id,
            now: new Date().toISOString(),
            trainedMs: trainedMs(row, Date.now()),
            status: outcome.status,
            divergedAt: outcome.divergedAt ?? null,
            stoppedEarly: outcome.stoppedEarly === true ? 1 : 0,
            digest: outcome.digest ?? null,
            error: outcome.error ?? null,
            ...finalColumns(outcome.final),
            testDataLoss: metricColumn(outcome.test?.dataLoss),
            testAccuracy: metricColumn(outcome.test?.accuracy),
            restoredEpoch: outcome.restoredEpoch ?? null,
            averagedDataLoss: metricColumn(outcome.averaged?.dataLoss),
            averagedAccuracy: metricColumn(outcome.averaged?.accuracy),
            averagedValidationLoss: metricColumn(outcome.averaged?.validationLoss),
            averagedValidationAccuracy: metricColumn(outcome.averaged?.validationAccuracy),
            averagedTestDataLoss: metricColumn(outcome.averagedTest?.dataLoss),
            averagedTestAccuracy: metricColumn(outcome.averagedTest?.accuracy),
          });
          if (outcome.status === 'completed') writeTail(row.run_id);
        });
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
  };
}

function wrongStatus({ public_id, status }: RunRow, allowed: readonly RunStatus[]): AppError {
  const given = isLive(status) ? `run ${public_id} is ${status}` : `run ${public_id} has ended (${status})`;
  return new AppError('conflict', `${given}; this needs a run that is ${allowed.join(' or ')}`, {
    details: { id: public_id, status },
  });
}

/** What to bind for a metric that may be absent. */
function metricColumn(value: number | undefined): MetricColumn | null {
  return value === undefined ? null : toMetricColumn(value);
}

function finalColumns(final: FinalMetrics | undefined) {
  const names = ['dataLoss', 'accuracy', 'validationLoss', 'validationAccuracy'] as const;
  const bound = names.map((name) => [name, metricColumn(final?.[name])]);
  return Object.fromEntries(bound) as Record<(typeof names)[number], number | 'NaN' | null>;
}
