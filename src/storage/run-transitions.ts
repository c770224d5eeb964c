import type { FinalMetrics, RunOutcome } from '#api';
import type { Connection } from './connection.ts';
import { toMetricColumn, type MetricColumn } from './metric-value.ts';
import { assignOnset, createOnsetJudge, type JudgedRun } from './onset.ts';
import type { RunOrigin } from './run-creation.ts';
import { assignTail, forgetEndPoints } from './run-tail.ts';
import { trainedMs, type RunRow } from './run-row.ts';
import { createStintWriter, type StintWorker } from './stints.ts';

/** Who starts to train a run. */
export interface Trainer {
  /** Names the engine kernels. */
  readonly kernelVariant: string;
  /** The V8 version they run on; null if unknown. */
  readonly v8Version: string | null;
  /** Platform of the machine, such as `linux-x64`. */
  readonly platform: string;
  /** null for this host's own processes. */
  readonly worker: StintWorker | null;
}

/** What has to be known about a run to end it. */
export type EndingRun = JudgedRun & Pick<RunRow, 'trained_ms' | 'running_since'>;

/**
 * Writes the status changes of a run, each at a time in milliseconds since 1970. The caller has checked the status and opened the
 * transaction.
 */
export function createTransitions(db: Connection, { engineVersion }: Pick<RunOrigin, 'engineVersion'>) {
  const run = db.prepare(`
    UPDATE runs SET status = 'running', started_at = coalesce(started_at, :now), running_since = :now,
      kernel_variant = :kernelVariant, v8_version = :v8Version,
      engine_version = iif(last_epoch IS NULL, :engineVersion, engine_version),
      platform = iif(last_epoch IS NULL, :platform, platform), final_data_loss = NULL, final_accuracy = NULL, final_validation_loss = NULL,
      final_validation_accuracy = NULL, test_data_loss = NULL, test_accuracy = NULL, ${forgetEndPoints}
    WHERE run_id = :run`);
  const setThreads = db.prepare(`UPDATE runs SET threads = ? WHERE public_id = ?`);
  const pause = db.prepare(`
    UPDATE runs SET status = 'paused', trained_ms = :trainedMs, running_since = NULL WHERE run_id = :run`);
  const requeue = db.prepare(`UPDATE runs SET status = 'queued' WHERE run_id = ?`);
  const changeTrainer = db.prepare(
    `UPDATE runs SET trained_ms = :trainedMs, running_since = :now WHERE run_id = :run`,
  );
  // No run ends before it starts, even if the clock is set back in between.
  // A run that was resumed and then stopped in the queue keeps its previous closing metrics.
  // This is one statement, because every update of a run touches the index of facts.
  const endWith = (assigned: string) =>
    db.prepare(`
    UPDATE runs SET status = :status, away = 0, ended_at = max(:now, coalesce(started_at, created_at)), trained_ms = :trainedMs, running_since = NULL,
      diverged_at = :divergedAt, stopped_early = :stoppedEarly, digest = :digest, error = :error,
      final_data_loss = coalesce(:dataLoss, final_data_loss), final_accuracy = coalesce(:accuracy, final_accuracy),
      final_validation_loss = coalesce(:validationLoss, final_validation_loss),
      final_validation_accuracy = coalesce(:validationAccuracy, final_validation_accuracy),
      test_data_loss = coalesce(:testDataLoss, test_data_loss), test_accuracy = coalesce(:testAccuracy, test_accuracy),
      restored_epoch = :restoredEpoch, averaged_data_loss = :averagedDataLoss, averaged_accuracy = :averagedAccuracy,
      averaged_validation_loss = :averagedValidationLoss, averaged_validation_accuracy = :averagedValidationAccuracy,
      averaged_test_data_loss = :averagedTestDataLoss, averaged_test_accuracy = :averagedTestAccuracy, ${assigned}
    WHERE run_id = :run`);
  const endCompleted = endWith(`${assignOnset}, ${assignTail}`);
  const endOther = endWith(assignOnset);

  const { findOnset } = createOnsetJudge(db);
  const stints = createStintWriter(db);

  function setRunning(row: RunRow, trainer: Omit<Trainer, 'worker'>, at: number): void {
    const { kernelVariant, v8Version, platform } = trainer;
    run.run({ run: row.run_id, now: time(at), kernelVariant, v8Version, engineVersion, platform });
  }

  return {
    start(row: RunRow, trainer: Trainer, at: number): void {
      setRunning(row, trainer, at);
      stints.begin(row, trainer.worker, time(at));
    },

    threads: (id: string, threads: number): void => void setThreads.run(threads, id),

    /** Another worker takes over a running run: the time since the previous worker's last epoch does not count as training time. */
    hand(row: RunRow, worker: StintWorker, at: number): void {
      const until = Date.parse(row.recorded_at ?? '') || 0;
      changeTrainer.run({ run: row.run_id, now: time(at), trainedMs: trainedMs(row, Math.min(until, at)) });
      stints.end(row, 'lost', time(Math.min(until, at)));
      stints.begin(row, worker, time(at));
    },

    /** The same for a paused run. */
    handPaused(row: RunRow, worker: StintWorker, at: number): void {
      stints.begin(row, worker, time(at));
      stints.end(row, 'handedBack', time(at));
    },

    /** A running run goes back to waiting for a trainer. */
    handBack(row: RunRow, at: number): void {
      pause.run({ run: row.run_id, trainedMs: trainedMs(row, at) });
      requeue.run(row.run_id);
      stints.end(row, 'handedBack', time(at));
    },

    pause(row: RunRow, at: number): void {
      pause.run({ run: row.run_id, trainedMs: trainedMs(row, at) });
      stints.end(row, 'handedBack', time(at));
    },

    /** A run without a trainer is queued again; any other resumes. */
    continue(row: RunRow, at: number): void {
      const { kernel_variant: kernelVariant, v8_version: v8Version, platform } = row;
      if (kernelVariant === null) return void requeue.run(row.run_id);
      setRunning(row, { kernelVariant, v8Version, platform }, at);
      stints.resume(row, time(at));
    },

    end(row: EndingRun, outcome: RunOutcome, at: number): void {
      const end = outcome.status === 'completed' ? endCompleted : endOther;
      end.run({
        run: row.run_id,
        onset: findOnset(row),
        now: time(at),
        trainedMs: trainedMs(row, at),
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
      stints.end(row, outcome.status === 'interrupted' ? 'lost' : 'ended', time(at));
    },
  };
}

export type Transitions = ReturnType<typeof createTransitions>;

const time = (ms: number): string => new Date(ms).toISOString();

/** The value to bind for a metric that may be absent. */
function metricColumn(value: number | undefined): MetricColumn | null {
  return value === undefined ? null : toMetricColumn(value);
}

function finalColumns(final: FinalMetrics | undefined) {
  const names = ['dataLoss', 'accuracy', 'validationLoss', 'validationAccuracy'] as const;
  const bound = names.map((name) => [name, metricColumn(final?.[name])]);
  return Object.fromEntries(bound) as Record<(typeof names)[number], number | 'NaN' | null>;
}
