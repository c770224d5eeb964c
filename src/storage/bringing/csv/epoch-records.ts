import { maxLayers } from '../../dense-layers.ts';
import { metricColumns } from '../../epoch-metrics.ts';
import { createBulkInsert } from '../../bulk-insert.ts';
import type { Connection } from '../../connection.ts';
import { unreadable } from '../../stored-value.ts';
import { countCell, metricCell } from './csv-cells.ts';
import type { CsvRecord } from './read-records.ts';

/** Lines that are stored at a time. */
const linesAtATime = 256;

/** The metrics that every epoch has. */
const required = metricColumns.slice(0, metricColumns.indexOf('validation_loss'));

export const penaltyColumn = (layer: number): string => `layer_penalties.${layer}`;

/** Columns by which a table is one of epochs. */
export const epochKey = ['run_id', 'epoch', 'loss'] as const;

/**
 * Stores the lines of epochs.csv. Of a layer's penalty the table has the sum of its four parts alone: it is kept as if all of it
 * were of the weights' L2. `runOf` gives a run's key by its id, undefined for one that did not come along.
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
    /** Lines of runs that did not come along. */
    get unknown() {
      return unknown;
    },
  };
}
