import { AppError, type ExportFormat } from '#api';
import type { Connection } from '../connection.ts';
import { createRunList } from '../run-list.ts';
import { createRunLookup } from '../run-lookup.ts';
import { requireField } from '../run-order.ts';
import type { ExportQuery } from '../thread-protocol.ts';
import { inChunks } from './csv-text.ts';
import { createEpochsTable } from './epochs-table.ts';
import { createExportNotes } from './export-notes.ts';
import type { ExportTable } from './export-table.ts';
import { fieldsTable } from './fields-table.ts';
import { parquetChunks } from './parquet.ts';
import { createRunsTable } from './runs-table.ts';
import { csvLines, jsonLines } from './text-formats.ts';

/** What an export will contain. */
export interface ForeseenExport {
  readonly runs: number;
  /** What it will lack, one sentence per run; empty if it is complete. */
  readonly notes: readonly string[];
}

type Chunks = Iterator<string | Uint8Array, undefined>;

const formats: Readonly<Record<ExportFormat, (table: ExportTable) => Chunks>> = {
  csv: (table) => inChunks(csvLines(table)),
  json: (table) => inChunks(jsonLines(table)),
  parquet: parquetChunks,
};

/**
 * Exports as chunks, generated one at a time. No transaction is held in between, as it would keep the write-ahead log from being emptied. A
 * fixed list of runs and epochs is just as good, since recorded values stay (a resumed run records the same values again).
 */
export function createTableExport(db: Connection) {
  const lookup = createRunLookup(db);
  const { selectRunIds } = createRunList(db);
  const tables = { runs: createRunsTable(lookup), epochs: createEpochsTable(db, lookup) };
  const notesOn = createExportNotes(db, lookup);

  function choose({ ids, selection, sort, descending }: ExportQuery): string[] {
    if (ids === undefined) return selectRunIds(selection, sort, descending);
    const chosen = [...new Set(ids)];
    for (const id of chosen) lookup.requireRow(id); // a wrong id makes the export fail before it begins
    return chosen;
  }

  function tableOf({ table, columns }: ExportQuery, ids: readonly string[]): ExportTable {
    return columns === undefined ? tables[table](ids) : fieldsTable(db, ids, columns.map(requireField));
  }

  return {
    begin: (query: ExportQuery): Chunks => formats[query.format ?? 'csv'](tableOf(query, choose(query))),
    /** How many runs the export will contain, and what they will lack. Throws invalidInput for an unknown field. */
    foresee(query: ExportQuery): ForeseenExport {
      const { table, columns } = query;
      if (columns !== undefined && table !== 'runs') {
        throw new AppError('invalidInput', `got columns with ${table}; allowed: with runs`);
      }
      columns?.forEach(requireField);
      const chosen = choose(query);
      return { runs: chosen.length, notes: columns === undefined ? notesOn(chosen, table) : [] };
    },
  };
}
