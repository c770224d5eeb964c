import type { Connection } from './connection.ts';
import { naturalKey } from './sql-functions.ts';

/** Adds what runs of older versions or other programs lack: the sort key of their name, and composed letters, so that search finds them. */
export function fillNameKeys(db: Connection): void {
  const missing = db
    .prepare<[], { run_id: number; name: string }>(`SELECT run_id, name FROM runs WHERE name_key IS NULL`)
    .all();
  if (missing.length === 0) return;
  const update = db.prepare(`UPDATE runs SET name_key = ?, search_text = fold(search_text) WHERE run_id = ?`);
  db.transaction(() => {
    for (const { run_id, name } of missing) update.run(naturalKey(name), run_id);
  }).immediate();
}
