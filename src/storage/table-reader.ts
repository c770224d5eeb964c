import { AppError } from '#api';
import { decodeTable, type LabelledTable, TableError } from '#experiments';
import type { Connection } from './connection.ts';

/** Binds the digest. */
export const tableChunksSql = `SELECT bytes FROM data_table_chunks WHERE digest = ? ORDER BY chunk`;

/** Reads complete tables. Throws notReadable if the bytes are damaged or missing. */
export function createTableReader(db: Connection): (digest: string) => LabelledTable {
  const selectChunks = db.prepare<[string], Uint8Array>(tableChunksSql).pluck();
  return (digest) => {
    try {
      return decodeTable(selectChunks.iterate(digest));
    } catch (thrown) {
      if (thrown instanceof TableError) throw new AppError('notReadable', thrown.message, { cause: thrown });
      throw thrown;
    }
  };
}
