import { createHash } from 'node:crypto';
import {
  countClasses,
  createInspection,
  createTableImport,
  encodeTable,
  type GivenDialect,
  type ImportedTable,
  type ImportOptions,
  type Inspection,
  type TableImport,
} from '#experiments';
import { openConnection, type Connection } from './connection.ts';
import { inBatches } from './in-batches.ts';
import { withTableErrors } from './table-errors.ts';

/** What is known about a table that was read from a file. */
export interface ImportedFile extends Omit<ImportedTable, 'samples'> {
  /** SHA-256 of its bytes in hexadecimal. */
  readonly digest: string;
  readonly rows: number;
  readonly sizeBytes: number;
  readonly classCounts: readonly number[];
}

/** Chunks of about 1 MiB each, deleted at a time. */
const deletedChunks = 4;

/**
 * Imports one table, or deletes tables, on a thread of its own. It writes and deletes only the bytes of tables, about a megabyte at a time,
 * and after each of these short transactions others get as much time to write. Whether a table counts as complete is not decided here.
 */
export function createTableImporter(file: string) {
  let connection: Connection | null = null;
  let reading: TableImport | null = null;
  let inspection: ReturnType<typeof createInspection> | null = null;
  let table: ImportedTable | null = null;
  let testBegun = false;
  const writable = (): Connection => (connection ??= openConnection(file, { mustExist: true }));

  return {
    /** Throws invalidInput if the options contradict each other. */
    begin(options: ImportOptions): null {
      reading = withTableErrors(() => createTableImport(options));
      return null;
    },
    beginInspection(given: GivenDialect): null {
      inspection = createInspection(given);
      return null;
    },
    /** Throws invalidInput if the file is not a usable table. */
    finishInspection: (isWhole: boolean): Inspection => withTableErrors(() => inspection!.finish(isWhole)),
    /** Throws invalidInput if the file is not a usable table. */
    push(bytes: Uint8Array, isTest: boolean): null {
      withTableErrors(() => {
        if (isTest && !testBegun) reading!.startTest();
        testBegun = isTest;
        (inspection ?? reading!).push(bytes);
      });
      return null;
    },
    finish(): ImportedFile {
      const imported = withTableErrors(() => reading!.finish());
      reading = null;
      table = imported;
      const hash = createHash('sha256');
      let sizeBytes = 0;
      for (const chunk of encodeTable(imported)) {
        hash.update(chunk);
        sizeBytes += chunk.length;
      }
      const { samples, ...described } = imported;
      return {
        ...described,
        ...{ digest: hash.digest('hex'), rows: samples.samples, sizeBytes },
        classCounts: countClasses(samples, samples.samples - (samples.testRows ?? 0)),
      };
    },
    async store(digest: string): Promise<null> {
      const db = writable();
      const insert = db.prepare(`INSERT INTO data_table_chunks VALUES (?, ?, ?)`);
      const chunks = encodeTable(table!);
      let position = 0;
      await inBatches(db, () => {
        const next = chunks.next();
        if (!next.done) insert.run(digest, position++, next.value);
        return !next.done;
      });
      return null;
    },
    async deleteBytes(digest: string): Promise<null> {
      const db = writable();
      const remove = db.prepare(`
        DELETE FROM data_table_chunks WHERE rowid IN
          (SELECT rowid FROM data_table_chunks WHERE digest = ? LIMIT ${deletedChunks})`);
      await inBatches(db, () => remove.run(digest).changes > 0);
      return null;
    },
  };
}
