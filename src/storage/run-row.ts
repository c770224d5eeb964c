import {
  AppError,
  type Branch,
  runOrigins,
  type RunOriginName,
  type HostKind,
  type Place,
  type RunStatus,
  type RunSummary,
  type UnreadableRun,
} from '#api';
import { maxLayers } from './dense-layers.ts';
import { readEpoch, type KeptColumns } from './epoch-metrics.ts';
import type { MetricColumn } from './metric-value.ts';
import { readFinal, readTest } from './run-ends.ts';
import { readTail, type TailColumns } from './run-tail.ts';
import { readConfig } from './stored-config.ts';
import { readCount, readStatus, unreadable, readTime, readTimeOrNull } from './stored-value.ts';

/** A row of `runs`, with its parent's name and its tags as a JSON array. */
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
  readonly threads: number | null;
  readonly stopped_early: 0 | 1;
  readonly parent_id: string | null;
  readonly branch_epoch: number | null;
  readonly ancestry: string;
  readonly parent_name: string | null;
  readonly trained_by: string | null;
  readonly sweep_public_id: string | null;
  readonly confirmation_public_id: string | null;
  readonly origin: RunOriginName | null;
  readonly import_id: number | null;
  readonly tags: string;
  readonly place: Place;
  readonly away: 0 | 1;
  readonly generation: number;
  readonly attempt: number;
  readonly sequence: number;
  readonly generation_epochs: number | null;
}

/** Selects RunRows; append a WHERE clause. */
export const selectRuns = `
  SELECT runs.*,
    (SELECT parent.name FROM runs AS parent WHERE parent.public_id = runs.parent_id) AS parent_name,
    (SELECT worker FROM stints WHERE stints.run_id = runs.run_id ORDER BY stint DESC LIMIT 1) AS trained_by,
    (SELECT public_id FROM sweeps WHERE sweeps.sweep_id = runs.sweep_id) AS sweep_public_id,
    (SELECT public_id FROM confirmations AS own WHERE own.confirmation_id = runs.confirmation_id) AS confirmation_public_id,
    (SELECT json_group_array(tag ORDER BY position) FROM tags WHERE tags.run_id = runs.run_id) AS tags
  FROM runs`;

/** The readable parts of a run; unreadable ones are null. */
export type ReadableParts = { readonly [Part in keyof RunSummary]: RunSummary[Part] | null };

/** Reads a part of a run: strictly, letting an error through, or leniently, noting the error and returning null. */
type Take = <Value>(read: () => Value) => Value;

/** Throws notReadable with everything that is wrong. */
export function toRunSummary(row: RunRow): RunSummary {
  const { parts, problems } = readParts(row);
  if (problems.length === 0) return parts as RunSummary;
  throw notReadable(row, problems);
}

/** Reads what can be read, and lists the unreadable columns with their values. */
export function readParts(row: RunRow): {
  readonly parts: ReadableParts;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const take: Take = (read) => {
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'notReadable') throw thrown;
      problems.push(thrown.message);
      return null as ReturnType<typeof read>;
    }
  };
  const parts = assemble(row, take);
  take(() => readCount('dense_layers', row.dense_layers, maxLayers));
  return { parts, problems };
}

/** Everything that is wrong with a run, on one line; empty if nothing is. */
export function problemsOf(row: RunRow): string {
  return readParts(row).problems.join('; ');
}

/** What a list shows of an unreadable run. */
export function toUnreadable(
  row: Pick<RunRow, 'public_id' | 'name' | 'created_at' | 'trashed_at'>,
  problem: string,
): UnreadableRun {
  return {
    id: row.public_id,
    name: row.name,
    createdAt: row.created_at,
    trashedAt: row.trashed_at,
    problem,
  };
}

export function notReadable(
  { public_id, name }: Pick<RunRow, 'public_id' | 'name'>,
  problems: readonly string[],
): AppError {
  return new AppError(
    'notReadable',
    `run ${name} (${public_id}) cannot be read: ${problems.join('; ')}. Export what can be read, or move it to the trash`,
    { details: { id: public_id, problems } },
  );
}

function assemble(row: RunRow, take: Take): ReadableParts {
  return {
    id: row.public_id,
    name: row.name,
    status: take(() => readStatus(row.status)),
    seed: row.seed,
    createdAt: take(() => readTime('created_at', row.created_at)),
    startedAt: take(() => readTimeOrNull('started_at', row.started_at)),
    endedAt: take(() => readTimeOrNull('ended_at', row.ended_at)),
    durationMs: trainedMs(row, Date.now()),
    config: take(() => readConfig(row.config)),
    epochsDone: take(() => readCount('epochs_done', row.epochs_done)),
    branch: readBranch(row),
    place: row.place,
    trainedBy: row.trained_by,
    origin: take(() => readOrigin(row.origin)),
    sweepId: row.sweep_public_id,
    confirmationId: row.confirmation_public_id,
    stoppedEarly: row.stopped_early === 1,
    digest: row.digest,
    last: take(() => readEpoch(row, 'last')),
    lastValidated: take(() => readEpoch(row, 'validated')),
    best: take(() => readEpoch(row, 'best')),
    final: take(() => readFinal(row)),
    restoredEpoch: row.restored_epoch,
    tail: take(() => readTail(row)),
    averaged: take(() => readFinal(row, 'averaged')),
    test: take(() => readTest(row)),
    divergedAt: row.diverged_at,
    error: row.error,
    tags: JSON.parse(row.tags) as string[], // SQLite has just created it
    trashedAt: take(() => readTimeOrNull('trashed_at', row.trashed_at)),
  };
}

/**
 * Training time without pauses up to `nowMs`, in milliseconds. If the clock was set back, or a stretch has no valid start, that stretch
 * counts as zero.
 */
export function trainedMs(row: Pick<RunRow, 'trained_ms' | 'running_since'>, nowMs: number): number {
  const since = row.running_since === null ? NaN : Date.parse(row.running_since);
  return Number.isNaN(since) ? row.trained_ms : row.trained_ms + Math.max(0, nowMs - since);
}

function readBranch({ parent_id, parent_name, branch_epoch }: RunRow): Branch | null {
  if (parent_id === null || branch_epoch === null) return null;
  return { parentId: parent_id, parentName: parent_name, epoch: branch_epoch };
}

/** Throws notReadable. */
function readOrigin(value: unknown): RunOriginName | null {
  const known = runOrigins.find((origin) => origin === value);
  if (value === null || known !== undefined) return known ?? null;
  throw unreadable('origin', value, runOrigins.join(', '));
}
