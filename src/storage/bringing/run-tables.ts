import type { Connection } from '../connection.ts';

/** A table whose rows belong to runs. */
export interface RunTable {
  readonly name: string;
  /** Its columns except run_id. */
  readonly columns: readonly string[];
  /** How it is copied: by ranges of epochs; row by row, since each row may be megabytes; or all at once. */
  readonly by: 'epochs' | 'rows' | 'run';
}

/** The tables whose rows belong to runs, found in the schema: a table added by a migration is included. */
export function tablesOfRuns(db: Connection): RunTable[] {
  const names = db
    .prepare<[], string>(
      `SELECT DISTINCT m.name FROM sqlite_schema AS m JOIN pragma_foreign_key_list(m.name) AS f
       WHERE m.type = 'table' AND f."table" = 'runs' AND f."from" = 'run_id' ORDER BY m.name`,
    )
    .pluck()
    .all();
  return names.map((name) => {
    const columns = columnsOf(db, name);
    const hasBytes = columns.some(({ type }) => type === 'BLOB');
    const hasEpochs = columns.some((column) => column.name === 'epoch');
    return {
      name,
      columns: columns.map((column) => column.name).filter((column) => column !== 'run_id'),
      by: hasBytes ? 'rows' : hasEpochs ? 'epochs' : 'run',
    };
  });
}

/** Columns of `runs` that stay the same in any database. The others say where a run stands in its database, or what it belongs to there. */
export function ownColumnsOfRuns(db: Connection): string[] {
  const bound = new Set([
    ...['run_id', 'public_id', 'session_id', 'trashed_at', 'deleted_at', 'import_id'],
    ...['sweep_id', 'confirmation_id', 'table_digest'],
    ...['place', 'away', 'generation', 'attempt', 'sequence', 'generation_epochs'],
  ]);
  return columnsOf(db, 'runs')
    .map(({ name }) => name)
    .filter((name) => !bound.has(name));
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** The writable columns, which excludes generated ones. */
function columnsOf(db: Connection, table: string): Column[] {
  return db.prepare<[string], Column>(`SELECT name, type FROM pragma_table_info(?)`).all(table);
}
