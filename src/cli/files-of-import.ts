import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { openFile, unreadable } from './open-file.ts';

/** Files that belong together, and their name as an import. */
export interface ImportedFiles {
  readonly source: string;
  readonly files: readonly { readonly path: string; readonly name: string }[];
}

const databaseName = 'lambdascope.sqlite3';
const sqliteMagic = 'SQLite format 3\0';

/**
 * Groups the named files into imports: each database with its log is one, all other files together are one, such as runs.csv and
 * epochs.csv. A folder stands for the database in it, or for all files below it. Throws UsageError.
 */
export async function importsOf(paths: readonly string[]): Promise<ImportedFiles[]> {
  const databases: ImportedFiles[] = [];
  const others: { path: string; name: string }[] = [];
  for (const path of paths) {
    for (const found of await filesAt(path)) {
      if (await isDatabase(found.path)) databases.push(withLog(found));
      else others.push(found);
    }
  }
  const names = paths.map((path) => basename(path)).join(', ');
  return [...databases, ...(others.length > 0 ? [{ source: names, files: others }] : [])];
}

async function filesAt(path: string): Promise<{ path: string; name: string }[]> {
  const found = await stat(path).catch((thrown: unknown) => {
    throw unreadable(path, thrown);
  });
  if (!found.isDirectory()) return [{ path, name: basename(path) }];
  if (existsSync(join(path, databaseName))) return [{ path: join(path, databaseName), name: databaseName }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: file, name: join(basename(path), relative(path, file)).replaceAll('\\', '/') }));
}

function withLog(database: { path: string; name: string }): ImportedFiles {
  const log = `${database.path}-wal`;
  return {
    source: database.name,
    files: [database, ...(existsSync(log) ? [{ path: log, name: `${database.name}-wal` }] : [])],
  };
}

async function isDatabase(path: string): Promise<boolean> {
  const handle = await openFile(path);
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(sqliteMagic.length),
      0,
      sqliteMagic.length,
      0,
    );
    return buffer.toString('latin1', 0, bytesRead) === sqliteMagic;
  } finally {
    await handle.close();
  }
}
