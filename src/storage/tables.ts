import {
  AppError,
  type DatasetConfig,
  type TableDetail,
  type TableSummary,
  type UnreadableTable,
} from '#api';
import type { Connection } from './connection.ts';
import { requireSpace } from './free-space.ts';
import type { SessionLocks } from './process-lock.ts';
import { readDescription, type Description } from './table-description.ts';
import type { ImportedFile } from './table-importer.ts';

interface TableRow {
  readonly digest: string;
  readonly name: string;
  readonly imported_at: string;
  readonly rows: number;
  readonly classes: number;
  readonly size_bytes: number;
  readonly description: string;
  readonly runs: number;
  readonly unfinished_by: string | null;
}

/** The imported tables. */
export interface TableList {
  readonly tables: readonly TableSummary[];
  readonly unreadable: readonly UnreadableTable[];
}

/** To be followed by a condition or an order. */
const selectTables = `
  SELECT *, (SELECT count(*) FROM runs WHERE runs.table_digest = data_tables.digest) AS runs FROM data_tables
  WHERE unfinished_by IS NULL`;

/** Binds the digest. */
export const runsOfTableSql = `
  SELECT public_id AS id, name, trashed_at IS NOT NULL AS trashed FROM runs WHERE table_digest = ?
  ORDER BY run_id DESC LIMIT 50`;
/** Binds the digest and the chunk number. */
export const tableChunkSql = `SELECT bytes FROM data_table_chunks WHERE digest = ? AND chunk = ?`;
const namedRuns = 5;

export type Tables = ReturnType<typeof createTables>;

/**
 * Keeps the imported tables, each once. A table is unfinished while `session`, or another one, writes or deletes its bytes: for anyone else
 * it does not exist then.
 */
export function createTables(db: Connection, session: string, locks: Pick<SessionLocks, 'isAlive'>) {
  const insert = db.prepare(`
    INSERT INTO data_tables (digest, name, imported_at, rows, classes, size_bytes, description, unfinished_by)
    VALUES (:digest, :name, :importedAt, :rows, :classes, :sizeBytes, :description, :session)`);
  const select = db.prepare<[string], TableRow>(`${selectTables} AND digest = ?`);
  const selectAll = db.prepare<[], TableRow>(`${selectTables} ORDER BY imported_at DESC, digest`);
  const selectRuns = db.prepare<[string], { id: string; name: string; trashed: number }>(runsOfTableSql);
  const selectChunk = db.prepare<[string, number], Uint8Array>(tableChunkSql).pluck();
  const selectUnfinished = db.prepare<[], { digest: string; session: string }>(
    `SELECT digest, unfinished_by AS session FROM data_tables WHERE unfinished_by IS NOT NULL`,
  );
  const setUnfinished = db.prepare(`UPDATE data_tables SET unfinished_by = ? WHERE digest = ?`);
  const keepUsed = db.prepare(
    `UPDATE data_tables SET unfinished_by = NULL
     WHERE unfinished_by IS NOT NULL AND digest IN (SELECT table_digest FROM runs WHERE table_digest IS NOT NULL)`,
  );
  const remove = db.prepare(`DELETE FROM data_tables WHERE digest = ? AND unfinished_by = ?`);

  function requireTable(digest: string): TableRow {
    const row = select.get(digest);
    if (row !== undefined) return row;
    throw new AppError('notFound', `no table has the digest ${digest}; import its file first`);
  }

  const enter = db.transaction((name: string, file: ImportedFile): TableSummary | null => {
    const { digest, rows, sizeBytes, ...description } = file;
    const known = select.get(digest);
    if (known) return toSummary(known);
    if (selectUnfinished.all().some((unfinished) => unfinished.digest === digest)) {
      throw new AppError(
        'conflict',
        'this table is currently being stored or deleted; try again in a moment',
      );
    }
    requireSpace(db.name, `table ${name}`, sizeBytes);
    insert.run({
      ...{ digest, name, sizeBytes, rows, session },
      importedAt: new Date().toISOString(),
      classes: file.labels.length,
      description: JSON.stringify(description satisfies Description),
    });
    return null;
  });

  const markUnfinished = db.transaction((digest: string): void => {
    const { name, runs } = requireTable(digest);
    if (runs > 0) {
      throw new AppError('conflict', inUse(name, runs, selectRuns.all(digest)), {
        details: { digest, runs },
      });
    }
    setUnfinished.run(session, digest);
  });

  const claimLeftovers = db.transaction((): string[] => {
    // Runs learn only from complete tables: one that has runs is complete, whatever is stored.
    keepUsed.run();
    const left = selectUnfinished
      .all()
      .filter((row) => row.session !== session && !locks.isAlive(row.session));
    for (const { digest } of left) setUnfinished.run(session, digest);
    return left.map(({ digest }) => digest);
  });

  return {
    /** Enters a table as unfinished, or returns it if it already exists. Throws conflict if it is unfinished. */
    enter: (name: string, file: ImportedFile): TableSummary | null => enter.immediate(name, file),
    /** Marks a table as complete: all its bytes are there. */
    complete(digest: string): TableSummary {
      setUnfinished.run(null, digest);
      return toSummary(requireTable(digest));
    },
    /** Marks a table as unfinished. Throws conflict while runs learn from it. */
    markUnfinished: (digest: string): void => markUnfinished.immediate(digest),
    /** Deletes a table that is unfinished by this session, and what is left of its bytes. */
    deleteUnfinished: (digest: string): void => void remove.run(digest, session),
    /** Takes over the tables that dead sessions left unfinished: now they are unfinished by this one. Returns their digests. */
    claimLeftovers: (): string[] => (selectUnfinished.get() ? claimLeftovers.immediate() : []),
    /** Newest first; readable and unreadable ones separately. */
    listTables(): TableList {
      const tables: TableSummary[] = [];
      const unreadable: UnreadableTable[] = [];
      for (const row of selectAll.all()) {
        try {
          tables.push(toSummary(row));
        } catch (thrown) {
          unreadable.push(toUnreadable(row, AppError.from(thrown).message));
        }
      }
      return { tables, unreadable };
    },
    getTable: (digest: string): TableSummary => toSummary(requireTable(digest)),
    /** One chunk of a table's bytes, counted from 0; null after the last. */
    readTableChunk: (digest: string, chunk: number): Uint8Array | null =>
      selectChunk.get(digest, chunk) ?? null,
    /** The newest runs on a table, at most 50. */
    runsOfTable: (digest: string): TableDetail['latestRuns'] =>
      selectRuns.all(digest).map(({ id, name, trashed }) => ({ id, name, trashed: trashed === 1 })),
    /** The digest of a run's table, null for drawn data. Throws if the table is missing, or differs from what the config says. */
    requireDataset(dataset: DatasetConfig): string | null {
      if (dataset.kind !== 'table') return null;
      const table = toSummary(requireTable(dataset.digest));
      const stored = [table.rows, table.features.length, table.labels.length, table.testRows ?? 0];
      const given = [dataset.rows, dataset.features, dataset.classes, dataset.testRows ?? 0];
      if (stored.join() !== given.join()) {
        throw new AppError(
          'invalidInput',
          `dataset: got ${given.join(', ')} rows, features, classes and rows for test; table ${table.name} has ${stored.join(', ')}`,
        );
      }
      return dataset.digest;
    },
  };
}

function inUse(name: string, runs: number, latest: readonly { name: string; trashed: number }[]): string {
  const named = latest
    .slice(0, namedRuns)
    .map((run) => (run.trashed === 1 ? `${run.name} (in the trash)` : run.name));
  const list = runs > named.length ? [...named, '...'] : named;
  const learners = runs === 1 ? '1 run is trained on' : `${runs} runs are trained on`;
  return (
    `${learners} table ${name} and could not be repeated without it: ${list.join(', ')}. ` +
    `Move ${runs === 1 ? 'it' : 'them'} to the trash and empty the trash first`
  );
}

/** Throws notReadable. */
function toSummary(row: TableRow): TableSummary {
  const { digest, name, imported_at: importedAt, rows, size_bytes: sizeBytes, runs } = row;
  return { ...{ digest, name, importedAt, rows, sizeBytes, runs }, ...readDescription(row) };
}

function toUnreadable(
  { digest, name, imported_at: importedAt, runs }: TableRow,
  problem: string,
): UnreadableTable {
  return { digest, name, importedAt, runs, problem };
}
