import { createHash } from 'node:crypto';
import { AppError, type DatasetConfig, type TableDetail, type TableSummary } from '#api';
import { countClasses, encodeTable, type ImportedTable, type LabelledTable } from '#experiments';
import type { Connection } from './connection.ts';
import { createTableReader } from './table-reader.ts';

type Description = Omit<TableSummary, 'digest' | 'name' | 'importedAt' | 'rows' | 'sizeBytes' | 'runs'>;

/** As it is in the database: classes were not always counted. */
type StoredDescription = Omit<Description, 'classCounts'> & { readonly classCounts?: readonly number[] };

interface TableRow {
  readonly digest: string;
  readonly name: string;
  readonly imported_at: string;
  readonly rows: number;
  readonly classes: number;
  readonly size_bytes: number;
  readonly description: string;
  readonly runs: number;
}

/** Append a WHERE clause or an order. */
const selectTables = `
  SELECT *, (SELECT count(*) FROM runs WHERE runs.table_digest = data_tables.digest) AS runs FROM data_tables`;

/** Binds the digest. */
export const runsOfTableSql = `
  SELECT public_id AS id, name, trashed_at IS NOT NULL AS trashed FROM runs WHERE table_digest = ?
  ORDER BY run_id DESC LIMIT 50`;
/** Binds the digest and the position. */
export const tableChunkSql = `SELECT bytes FROM data_table_chunks WHERE digest = ? AND chunk = ?`;
const namedRuns = 5;

/** Keeps imported tables, each once. */
export function createTables(db: Connection) {
  const insert = db.prepare(`
    INSERT INTO data_tables (digest, name, imported_at, rows, classes, size_bytes, description)
    VALUES (:digest, :name, :importedAt, :rows, :classes, :sizeBytes, :description)`);
  const insertChunk = db.prepare(`INSERT INTO data_table_chunks VALUES (?, ?, ?)`);
  const select = db.prepare<[string], TableRow>(`${selectTables} WHERE digest = ?`);
  const selectAll = db.prepare<[], TableRow>(`${selectTables} ORDER BY imported_at DESC, digest`);
  const selectRuns = db.prepare<[string], { id: string; name: string; trashed: number }>(runsOfTableSql);
  const selectChunk = db.prepare<[string, number], Uint8Array>(tableChunkSql).pluck();
  const readChunks = createTableReader(db);
  const remove = db.prepare(`DELETE FROM data_tables WHERE digest = ?`);

  function requireTable(digest: string): TableRow {
    const row = select.get(digest);
    if (row !== undefined) return row;
    throw new AppError('notFound', `there is no table with digest ${digest}: import its file first`);
  }

  const save = db.transaction((name: string, table: ImportedTable): string => {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for (const chunk of encodeTable(table)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
    const digest = hash.digest('hex');
    if (select.get(digest) !== undefined) return digest;
    const { features, label, labels, leftOut, constantFeatures, dialect } = table;
    const description: Description = {
      ...{ features, label, labels, leftOut, constantFeatures, dialect },
      classCounts: countClasses(table.samples),
    };
    insert.run({
      ...{ digest, name, sizeBytes },
      importedAt: new Date().toISOString(),
      rows: table.samples.samples,
      classes: labels.length,
      description: JSON.stringify(description),
    });
    let position = 0;
    for (const chunk of encodeTable(table)) insertChunk.run(digest, position++, chunk);
    return digest;
  });

  return {
    /** A table that is stored already keeps its first name. */
    saveTable: (name: string, table: ImportedTable): TableSummary =>
      toSummary(requireTable(save.immediate(name, table))),
    /** Newest first. */
    listTables: (): TableSummary[] => selectAll.all().map(toSummary),
    getTable: (digest: string): TableSummary => toSummary(requireTable(digest)),
    /** Throws notFound, or storage when its bytes are damaged. */
    readTable(digest: string): LabelledTable {
      requireTable(digest);
      return readChunks(digest);
    },
    /** A piece of its bytes, from 0; null behind the last one. */
    readTableChunk: (digest: string, chunk: number): Uint8Array | null =>
      selectChunk.get(digest, chunk) ?? null,
    /** The newest of its runs, 50 at most. */
    runsOfTable: (digest: string): TableDetail['latestRuns'] =>
      selectRuns.all(digest).map(({ id, name, trashed }) => ({ id, name, trashed: trashed === 1 })),
    /** Throws conflict while runs learn from it. */
    deleteTable(digest: string): void {
      const { name, runs } = requireTable(digest);
      if (runs > 0) {
        throw new AppError('conflict', inUse(name, runs, selectRuns.all(digest)), {
          details: { digest, runs },
        });
      }
      remove.run(digest);
    },
    /** The digest of a run's table, null for drawn data. Throws when there is none, or another one than the config says. */
    requireDataset(dataset: DatasetConfig): string | null {
      if (dataset.kind !== 'table') return null;
      const table = toSummary(requireTable(dataset.digest));
      const stored = [table.rows, table.features.length, table.labels.length];
      const given = [dataset.rows, dataset.features, dataset.classes];
      if (stored.join() !== given.join()) {
        throw new AppError(
          'invalidInput',
          `dataset: got ${given.join(', ')} rows, features and classes; table ${table.name} has ${stored.join(', ')}`,
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
  const learners = runs === 1 ? '1 run learns' : `${runs} runs learn`;
  return (
    `${learners} from table ${name} and could not be repeated without it: ${list.join(', ')}. ` +
    `Move ${runs === 1 ? 'it' : 'them'} to the trash and empty that first`
  );
}

function toSummary(row: TableRow): TableSummary {
  const { digest, name, imported_at: importedAt, rows, size_bytes: sizeBytes, runs } = row;
  return {
    ...{ digest, name, importedAt, rows, sizeBytes, runs },
    classCounts: [],
    ...(JSON.parse(row.description) as StoredDescription),
  };
}
