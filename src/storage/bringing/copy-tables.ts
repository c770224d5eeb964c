import { createHash } from 'node:crypto';
import { AppError } from '#api';
import type { Connection } from '../connection.ts';
import { stagedName } from './copy-runs.ts';

/**
 * Copies the sample tables that staged runs learn from and that are missing here. They are marked as unfinished by `session`, so that
 * nobody reads them yet. Each `next` copies about a megabyte; the caller opens the transactions. Returns their digests. Throws invalidInput
 * when the bytes do not match their digest, conflict when a table is being stored or deleted here at the moment.
 */
export function* copyTables(
  db: Connection,
  session: string,
  importId: number,
  runs: readonly number[],
): Generator<void, string[]> {
  const needed = db
    .prepare<[string], { digest: string; name: string; state: 'absent' | 'here' | 'unfinished' }>(
      `SELECT DISTINCT table_digest AS digest, source.name,
         CASE WHEN own.digest IS NULL THEN 'absent' WHEN own.unfinished_by IS NULL THEN 'here' ELSE 'unfinished' END AS state
       FROM ${stagedName}.runs JOIN ${stagedName}.data_tables AS source ON source.digest = table_digest
         LEFT JOIN main.data_tables AS own ON own.digest = table_digest
       WHERE run_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(runs));
  const enter = db.prepare(`
    INSERT INTO data_tables (digest, name, imported_at, rows, classes, size_bytes, description, unfinished_by, import_id)
    SELECT digest, name, imported_at, rows, classes, size_bytes, description, ?, ? FROM ${stagedName}.data_tables WHERE digest = ?`);
  const chunks = db
    .prepare<[string], number>(
      `SELECT chunk FROM ${stagedName}.data_table_chunks WHERE digest = ? ORDER BY chunk`,
    )
    .pluck();
  const read = db
    .prepare<[string, number], Uint8Array>(
      `SELECT bytes FROM ${stagedName}.data_table_chunks WHERE digest = ? AND chunk = ?`,
    )
    .pluck();
  const insert = db.prepare(`INSERT INTO data_table_chunks (digest, chunk, bytes) VALUES (?, ?, ?)`);

  const absent: string[] = [];
  for (const { digest, name, state } of needed) {
    if (state === 'here') continue;
    if (state === 'unfinished') {
      throw new AppError(
        'conflict',
        `table ${name} is currently being stored or deleted; try again in a moment`,
      );
    }
    absent.push(digest);
    enter.run(session, importId, digest);
    const hash = createHash('sha256');
    for (const chunk of chunks.all(digest)) {
      const bytes = read.get(digest, chunk)!;
      hash.update(bytes);
      insert.run(digest, chunk, bytes);
      yield;
    }
    if (hash.digest('hex') !== digest) {
      throw new AppError('invalidInput', `table ${name} is damaged in the file; nothing was imported`);
    }
  }
  return absent;
}
