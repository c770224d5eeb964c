import type { Connection } from './connection.ts';
import { inChunks } from './csv.ts';
import { createEpochLines } from './csv-epochs.ts';
import { createRunLines } from './csv-runs.ts';
import { createExportNotes } from './export-notes.ts';
import type { ExportQuery } from './thread-protocol.ts';
import { createRunList } from './run-list.ts';
import { createRunLookup } from './run-lookup.ts';

/** What an export will be. */
export interface ForeseenExport {
  readonly runs: number;
  /** What is missing in it, a sentence a run; empty when nothing is. */
  readonly notes: readonly string[];
}

/**
 * Exports as chunks of text, made one at a time. No transaction is held in between, which would keep the write-ahead
 * log from being emptied; since what is recorded stays (a resumed run records the same values again), a fixed list of
 * runs and of epochs is as good.
 */
export function createCsvExport(db: Connection) {
  const lookup = createRunLookup(db);
  const { selectRunIds } = createRunList(db);
  const lines = { runs: createRunLines(lookup), epochs: createEpochLines(db, lookup) };

  const notesOn = createExportNotes(db, lookup);

  function choose({ ids, selection }: ExportQuery): string[] {
    const chosen = ids === undefined ? selectRunIds(selection) : [...new Set(ids)];
    for (const id of chosen) lookup.requireRow(id); // a wrong id fails the export before it has begun
    return chosen;
  }

  return {
    begin: (query: ExportQuery): Iterator<string, undefined> => inChunks(lines[query.table](choose(query))),
    /** How many runs it will be of, and what it will lack of them. */
    foresee(query: ExportQuery): ForeseenExport {
      const chosen = choose(query);
      return { runs: chosen.length, notes: notesOn(chosen, query.table) };
    },
  };
}
