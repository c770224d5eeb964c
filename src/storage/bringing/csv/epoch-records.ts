import { maxLayers } from '../../dense-layers.ts';
import { metricColumns } from '../../epoch-metrics.ts';
import { createBulkInsert } from '../../bulk-insert.ts';
import type { Connection } from '../../connection.ts';
import { unreadable } from '../../stored-value.ts';
import { countCell, metricCell } from './csv-cells.ts';
import type { CsvRecord } from './read-records.ts';

/** Lines stored at a time. */
const linesAtATime = 256;

/** Metrics that every epoch has. */
const required = metricColumns.slice(0, metricColumns.indexOf('validation_loss'));

export const penaltyColumn = (layer: number): string => `layer_penalties.${layer}`;

/** Columns that identify a table of epochs. */
export const epochKey = ['run_id', 'epoch', 'loss'] as const;

/**
 * Stores the lines of epochs.csv. The table holds only the sum of a layer's four penalty parts; it is stored as if all of it came from the
 * weights' L2. `runOf` maps a run's id to its key, undefined for a run that was not included.
 */
export function createEpochRecords(db: Connection, runOf: (id: string) => number | undefined) {
  const insertEpochs = createBulkInsert(db, 'epochs', 2 + metricColumns.length);
  const insertPenalties = createBulkInsert(db, 'epoch_penalties', 7);
  let epochs: (string | number | null)[] = [];
  let penalties: (string | number | null)[] = [];
  let lines = 0;
  let unknown = 0;

  function flush(): void {
    insertEpochs(epochs as Parameters<typeof insertEpochs>[0]);
    insertPenalties(penalties as Parameters<typeof insertPenalties>[0]);
    [epochs, penalties, lines] = [[], [], 0];
  }

  function onRecord(record: CsvRecord, layers: readonly number[]): void {
    const run = runOf(record.text('run_id'));
    if (run === undefined) {
      unknown++;
      return;
    }
    const epoch = countCell(record, 'epoch');
    if (epoch === null) throw unreadable('epoch', null, 'a whole number from 0');
    const metrics = metricColumns.map((column) => metricCell(record, column));
    for (const [at, column] of required.entries()) {
      if (metrics[at] === null) throw unreadable(column, null, 'a number or NaN');
    }
    epochs.push(run, epoch, ...metrics);
    for (const layer of layers) {
      const penalty = metricCell(record, penaltyColumn(layer));
      // A layer without lambdas has no rows.
      if (penalty !== null && penalty !== 0) penalties.push(run, epoch, layer, 0, penalty, 0, 0);
    }
    if (++lines === linesAtATime) flush();
  }

  return {
    onColumns(columns: readonly string[]) {
      const layers = Array.from({ length: maxLayers }, (_, layer) => layer);
      const present = layers.filter((layer) => columns.includes(penaltyColumn(layer)));
      return (record: CsvRecord): void => onRecord(record, present);
    },
    flush,
    /** Number of lines whose run was not included. */
    get unknown() {
      return unknown;
    },
  };
}
