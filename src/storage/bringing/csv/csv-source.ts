import { join } from 'node:path';
import { AppError } from '#api';
import type { Connection } from '../../connection.ts';
import { createKeptEpochs } from '../../kept-epochs.ts';
import type { SourceOptions } from '../open-source.ts';
import type { Staged } from '../plan-import.ts';
import { inTurns, type Reading } from '../read-pieces.ts';
import { createStagedDatabase } from '../staged-database.ts';
import type { StagedFile } from '../staging.ts';
import { createEpochRecords } from './epoch-records.ts';
import { readRecords } from './read-records.ts';
import { createRunRecords } from './run-records.ts';

/** Tables written by `export`: the runs, and their epochs if they were included. */
export interface ExportedTables {
  readonly runs: StagedFile;
  readonly epochs: readonly StagedFile[];
}

/** Creates runs from exported tables: all of their metrics, but no state to resume from. */
export async function openExportedTables(
  { runs, epochs }: ExportedTables,
  { folder, source, migrations, reading }: SourceOptions,
): Promise<Staged> {
  const db = createStagedDatabase(join(folder, 'database'), migrations);
  try {
    const runRecords = createRunRecords(db);
    await readRecords(runs, db, reading, runRecords.onColumns);
    const epochRecords = createEpochRecords(db, (id) => runRecords.runs.get(id));
    for (const file of epochs) {
      await readRecords(file, db, reading, epochRecords.onColumns);
      epochRecords.flush();
    }
    await keepValidated(db, reading);
    if (runRecords.runs.size === 0) {
      throw new AppError('invalidInput', `${runs.name} contains no runs; nothing was imported`);
    }
    const short = epochs.length === 0 ? 0 : countShort(db);
    return { kind: 'csv', source, db, metrics: [], notes: notesOn(runRecords, epochRecords, epochs, short) };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/** Only the epochs table has the last validated epoch. */
async function keepValidated(db: Connection, reading: Reading): Promise<void> {
  const kept = createKeptEpochs(db);
  const rows = db
    .prepare<[], { run_id: number; dense_layers: number }>(
      `SELECT run_id, dense_layers FROM runs WHERE EXISTS (SELECT 1 FROM epochs WHERE epochs.run_id = runs.run_id)`,
    )
    .all();
  await inTurns(rows, reading, (row) => kept.refresh(row, 'validated'));
}

/** Number of runs whose last epoch, according to the runs table, is missing from the epochs table. */
function countShort(db: Connection): number {
  return db
    .prepare<[], number>(
      `SELECT count(*) FROM runs WHERE last_epoch IS NOT NULL
         AND last_epoch IS NOT (SELECT max(epoch) FROM epochs WHERE epochs.run_id = runs.run_id)`,
    )
    .pluck()
    .get()!;
}

function notesOn(
  { confirmed }: { readonly confirmed: number },
  { unknown }: { readonly unknown: number },
  epochs: readonly StagedFile[],
  short: number,
): string[] {
  return [
    'runs from tables can be compared and exported; a table lacks what is needed to retrain or resume them',
    ...(epochs.length === 0 ? ['without epochs.csv they have no curves'] : []),
    ...(short > 0
      ? [
          `the last epochs of ${short} ${short === 1 ? 'run' : 'runs'} are missing: is the file of epochs truncated?`,
        ]
      : []),
    ...(unknown > 0 ? [`${unknown} lines of epochs belong to runs that are not in the table of runs`] : []),
    ...(confirmed > 0 ? [`${confirmed} runs belong to a confirmation, which a table does not contain`] : []),
  ];
}
