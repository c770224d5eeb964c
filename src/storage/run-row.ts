import type { SetMetrics } from '#engine';
import type { Branch, FinalMetrics, HostKind, RunConfig, RunStatus, RunSummary } from '#api';
import { readEpoch, type KeptColumns } from './epoch-metrics.ts';
import { requireMetric, type MetricColumn } from './metric-value.ts';
import { readTail, type TailColumns } from './run-tail.ts';

/** A row of `runs` with its parent's name and its tags as a JSON array. */
export interface RunRow
  extends KeptColumns<'last'>, KeptColumns<'validated'>, KeptColumns<'best'>, TailColumns {
  readonly run_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly status: RunStatus;
  readonly seed: number;
  readonly session_id: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly trashed_at: string | null;
  readonly trained_ms: number;
  readonly running_since: string | null;
  readonly recorded_at: string | null;
  readonly error: string | null;
  readonly diverged_at: number | null;
  readonly app_version: string;
  readonly engine_version: string;
  readonly platform: string;
  readonly host: HostKind;
  readonly dense_layers: number;
  readonly epochs_done: number;
  readonly final_data_loss: MetricColumn | null;
  readonly final_accuracy: MetricColumn | null;
  readonly final_validation_loss: MetricColumn | null;
  readonly final_validation_accuracy: MetricColumn | null;
  readonly restored_epoch: number | null;
  readonly averaged_data_loss: MetricColumn | null;
  readonly averaged_accuracy: MetricColumn | null;
  readonly averaged_validation_loss: MetricColumn | null;
  readonly averaged_validation_accuracy: MetricColumn | null;
  readonly averaged_test_data_loss: MetricColumn | null;
  readonly averaged_test_accuracy: MetricColumn | null;
  readonly test_data_loss: MetricColumn | null;
  readonly test_accuracy: MetricColumn | null;
  readonly test_revealed_at: string | null;
  readonly config: string;
  readonly notes: string;
  readonly digest: string | null;
  readonly kernel_variant: string | null;
  readonly v8_version: string | null;
  readonly stopped_early: 0 | 1;
  readonly parent_id: string | null;
  readonly branch_epoch: number | null;
  readonly ancestry: string;
  readonly parent_name: string | null;
  readonly sweep_public_id: string | null;
  readonly confirmation_public_id: string | null;
  readonly tags: string;
}

/** Selects RunRows; append a WHERE clause. */
export const selectRuns = `
  SELECT runs.*,
    (SELECT parent.name FROM runs AS parent WHERE parent.public_id = runs.parent_id) AS parent_name,
    (SELECT public_id FROM sweeps WHERE sweeps.sweep_id = runs.sweep_id) AS sweep_public_id,
    (SELECT public_id FROM confirmations AS own WHERE own.confirmation_id = runs.confirmation_id) AS confirmation_public_id,
    (SELECT json_group_array(tag ORDER BY position) FROM tags WHERE tags.run_id = runs.run_id) AS tags
  FROM runs`;

export function toRunSummary(row: RunRow): RunSummary {
  return {
    id: row.public_id,
    name: row.name,
    status: row.status,
    seed: row.seed,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: trainedMs(row, Date.now()),
    config: JSON.parse(row.config) as RunConfig,
    epochsDone: row.epochs_done,
    branch: readBranch(row),
    sweepId: row.sweep_public_id,
    confirmationId: row.confirmation_public_id,
    stoppedEarly: row.stopped_early === 1,
    digest: row.digest,
    last: readEpoch(row, 'last'),
    lastValidated: readEpoch(row, 'validated'),
    best: readEpoch(row, 'best'),
    final: readFinal(row),
    restoredEpoch: row.restored_epoch,
    tail: readTail(row),
    averaged: readFinal(row, 'averaged'),
    test: readTest(row),
    divergedAt: row.diverged_at,
    error: row.error,
    tags: JSON.parse(row.tags) as string[],
    trashedAt: row.trashed_at,
  };
}

/** Training time without pauses up to `nowMs`, in milliseconds. A clock that was set back counts as no time. */
export function trainedMs(row: Pick<RunRow, 'trained_ms' | 'running_since'>, nowMs: number): number {
  if (row.running_since === null) return row.trained_ms;
  return row.trained_ms + Math.max(0, nowMs - Date.parse(row.running_since));
}

function readBranch({ parent_id, parent_name, branch_epoch }: RunRow): Branch | null {
  if (parent_id === null || branch_epoch === null) return null;
  return { parentId: parent_id, parentName: parent_name, epoch: branch_epoch };
}

/** What may be told of the test set: nothing before somebody asked for it. */
export function readTest(
  row: Pick<
    RunRow,
    | 'test_data_loss'
    | 'test_accuracy'
    | 'test_revealed_at'
    | 'averaged_test_data_loss'
    | 'averaged_test_accuracy'
  >,
): RunSummary['test'] {
  const { test_revealed_at: revealedAt } = row;
  if (revealedAt === null) return null;
  return {
    revealedAt,
    metrics: readSet(row.test_data_loss, row.test_accuracy),
    averaged: readSet(row.averaged_test_data_loss, row.averaged_test_accuracy),
  };
}

function readSet(dataLoss: MetricColumn | null, accuracy: MetricColumn | null): SetMetrics | null {
  if (dataLoss === null || accuracy === null) return null;
  return { dataLoss: requireMetric(dataLoss), accuracy: requireMetric(accuracy) };
}

type EndPoint = 'final' | 'averaged';
type EndMetric = 'data_loss' | 'accuracy' | 'validation_loss' | 'validation_accuracy';

/** Columns of the metrics of the parameters that a run ended with, or of its averaged ones. */
export type EndColumns<Point extends EndPoint> = Pick<RunRow, `${Point}_${EndMetric}`>;

export function readFinal<Point extends EndPoint = 'final'>(
  row: EndColumns<Point>,
  point: Point = 'final' as Point,
): FinalMetrics | null {
  const of = (metric: EndMetric) => row[`${point}_${metric}`] as MetricColumn | null;
  const [dataLoss, accuracy] = [of('data_loss'), of('accuracy')];
  const [validationLoss, validationAccuracy] = [of('validation_loss'), of('validation_accuracy')];
  if (dataLoss === null || accuracy === null) return null;
  if (validationLoss === null || validationAccuracy === null) return null;
  return {
    dataLoss: requireMetric(dataLoss),
    accuracy: requireMetric(accuracy),
    validationLoss: requireMetric(validationLoss),
    validationAccuracy: requireMetric(validationAccuracy),
  };
}
