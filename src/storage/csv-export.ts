import type { Connection } from './connection.ts';
import { inChunks } from './csv.ts';
import { createEpochLines } from './csv-epochs.ts';
import { createRunLines } from './csv-runs.ts';
import type { ExportQuery } from './thread-protocol.ts';
import { createRunList } from './run-list.ts';
import { createRunLookup } from './run-lookup.ts';

/**
 * Exports as chunks of text, made one at a time. No transaction is held in between, which would keep the write-ahead
 * log from being emptied; since what is recorded stays (a resumed run records the same values again), a fixed list of
 * runs and of epochs is as good.
 */
export function createCsvExport(db: Connection) {
  const lookup = createRunLookup(db);
  const { selectRunIds } = createRunList(db);
  const lines = { runs: createRunLines(lookup), epochs: createEpochLines(db, lookup) };

  return ({ table, ids, selection }: ExportQuery): Iterator<string, undefined> => {
    const chosen = ids === undefined ? selectRunIds(selection) : [...new Set(ids)];
    for (const id of chosen) lookup.requireRow(id); // a wrong id fails the export before it has begun
    return inChunks(lines[table](chosen));
  };
}
