import { AppError, formatIssues, isLive, parseStoredConfig } from '#api';
import { unflattenConfig } from '#experiments';
import type { Connection } from '../../connection.ts';
import { metricColumns } from '../../epoch-metrics.ts';
import { readStatus, readTime, unreadable } from '../../stored-value.ts';
import { createForeignRuns } from '../insert-run.ts';
import { countCell, metricCell, numberCell, tagsCell, textCell } from './csv-cells.ts';
import { penaltyColumn } from './epoch-records.ts';
import type { CsvRecord } from './read-records.ts';

/** Columns that identify a table of runs. */
export const runKey = ['run_id', 'name', 'status', 'created_at'] as const;

type Value = string | number | null;

/** Groups of metrics: the columns of `runs`, by their names in runs.csv. */
const endPoints = ['final', 'averaged'] as const;
const endMetrics = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'] as const;
const derivedColumns: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    endPoints.flatMap((point) => endMetrics.map((metric) => [`${point}_${metric}`, `${point}.${metric}`])),
  ),
  ...Object.fromEntries(endMetrics.map((metric) => [`tail_${metric}`, `tail.${metric}`])),
  ...{ tail_validation_deviation: 'tail.validation_loss_deviation', tail_epochs: 'tail.epochs' },
  ...{ test_data_loss: 'test.data_loss', test_accuracy: 'test.accuracy' },
  ...{ averaged_test_data_loss: 'test.averaged_data_loss', averaged_test_accuracy: 'test.averaged_accuracy' },
};

/** Stores the lines of runs.csv as runs without epochs. */
export function createRunRecords(db: Connection) {
  const insert = createForeignRuns(db);
  const runs = new Map<string, number>();
  let confirmed = 0;

  function onRecord(record: CsvRecord, columns: readonly string[]): void {
    const id = record.text('run_id');
    if (!/^[0-9a-z]{10}$/.test(id)) throw unreadable('run_id', id, '10 letters and digits');
    if (runs.has(id)) throw new AppError('notReadable', `run ${id} occurs twice`);
    if (record.text('confirmation_id') !== '') confirmed++;
    const config = configOf(record, columns);
    const status = readStatus(record.text('status'));
    const last = keptEpoch(record, columns, 'last');
    runs.set(
      id,
      insert({
        ...{ id, config, origin: 'csv' },
        name: textCell(record, 'name') ?? id,
        tags: tagsCell(record),
        columns: {
          status: isLive(status) ? 'interrupted' : status,
          seed: countCell(record, 'seed') ?? config.seed,
          created_at: readTime('created_at', record.text('created_at')),
          trained_ms: Math.round((numberCell(record, 'duration_s') ?? 0) * 1000),
          parent_id: textCell(record, 'parent_id'),
          branch_epoch: countCell(record, 'branch_epoch'),
          digest: textCell(record, 'digest'),
          stopped_early: record.text('stopped_early') === 'true' ? 1 : 0,
          restored_epoch: countCell(record, 'restored_epoch'),
          threads: countCell(record, 'environment.threads'),
          test_revealed_at: textCell(record, 'test.revealed_at'),
          epochs_done: (countCell(record, 'last.epoch') ?? (countCell(record, 'branch_epoch') ?? 0) - 1) + 1,
          diverged_at: status === 'diverged' ? countCell(record, 'last.epoch') : null,
          ...Object.fromEntries(
            Object.entries(derivedColumns).map(([column, name]) => [column, metricCell(record, name)]),
          ),
          ...last,
          ...keptEpoch(record, columns, 'best'),
        },
      }),
    );
  }

  return {
    onColumns: (columns: readonly string[]) => (record: CsvRecord) => onRecord(record, columns),
    /** Keys of the stored runs, by id. */
    runs: runs as ReadonlyMap<string, number>,
    /** How many of them belonged to a confirmation, which a table does not hold. */
    get confirmed() {
      return confirmed;
    },
  };
}

function configOf(record: CsvRecord, columns: readonly string[]) {
  const cells = columns
    .filter((column) => column.startsWith('config.'))
    .map((column) => [column.slice('config.'.length), textCell(record, column) ?? ''] as const)
    .filter(([, text]) => text !== '');
  const config = unflattenConfig(cells);
  if (config === null) throw new AppError('notReadable', 'its config columns do not form a valid config');
  const parsed = parseStoredConfig(config);
  if (parsed.ok) return parsed.config;
  throw new AppError('notReadable', `its config is not valid (${formatIssues(parsed.issues)})`);
}

/** Columns that keep the last or the best epoch. */
function keptEpoch(
  record: CsvRecord,
  columns: readonly string[],
  kept: 'last' | 'best',
): Record<string, Value> {
  const epoch = countCell(record, `${kept}.epoch`);
  if (epoch === null) return {};
  const penalties: string[] = [];
  for (let layer = 0; columns.includes(`${kept}.${penaltyColumn(layer)}`); layer++) {
    const penalty = numberCell(record, `${kept}.${penaltyColumn(layer)}`);
    if (penalty === null) break;
    penalties.push(String(penalty));
  }
  return {
    [`${kept}_epoch`]: epoch,
    ...Object.fromEntries(
      metricColumns.map((metric) => [`${kept}_${metric}`, metricCell(record, `${kept}.${metric}`)]),
    ),
    [`${kept}_penalties`]: JSON.stringify(penalties),
  };
}
