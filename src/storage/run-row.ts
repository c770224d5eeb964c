import type { Branch, FinalMetrics, HostKind, RunConfig, RunStatus, RunSummary } from '#api';
import { readEpoch, type KeptColumns } from './epoch-metrics.ts';
import { requireMetric, type MetricColumn } from './metric-value.ts';

/** A row of `runs` with its parent's name and its tags as a JSON array. */
export interface RunRow extends KeptColumns<'last'>, KeptColumns<'validated'>, KeptColumns<'best'> {
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
  row: Pick<RunRow, 'test_data_loss' | 'test_accuracy' | 'test_revealed_at'>,
): RunSummary['test'] {
  const { test_data_loss: dataLoss, test_accuracy: accuracy, test_revealed_at: revealedAt } = row;
  if (revealedAt === null) return null;
  const isMeasured = dataLoss !== null && accuracy !== null;
  return {
    revealedAt,
    metrics: isMeasured ? { dataLoss: requireMetric(dataLoss), accuracy: requireMetric(accuracy) } : null,
  };
}

/** Columns of the metrics after the last update. */
export type FinalColumns = Pick<
  RunRow,
  'final_data_loss' | 'final_accuracy' | 'final_validation_loss' | 'final_validation_accuracy'
>;

export function readFinal(row: FinalColumns): FinalMetrics | null {
  const { final_data_loss, final_accuracy, final_validation_loss, final_validation_accuracy } = row;
  if (final_data_loss === null || final_accuracy === null) return null;
  if (final_validation_loss === null || final_validation_accuracy === null) return null;
  return {
    dataLoss: requireMetric(final_data_loss),
    accuracy: requireMetric(final_accuracy),
    validationLoss: requireMetric(final_validation_loss),
    validationAccuracy: requireMetric(final_validation_accuracy),
  };
}
