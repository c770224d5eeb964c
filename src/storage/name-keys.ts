import type { Connection } from './connection.ts';
import { naturalKey } from './sql-functions.ts';

/** Makes what runs from before, or by other programs, lack: the key to sort them by, and letters composed to be found. */
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
