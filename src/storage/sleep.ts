import { existsSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { syncToDisk } from './sync-to-disk.ts';

/** What has to be done in the database of `session` when the machine falls asleep or wakes up. */
export function createSleep(db: Connection, session: string) {
  const selectRunning = db.prepare<[string], { run_id: number; running_since: string }>(
    `SELECT run_id, running_since FROM runs
     WHERE status = 'running' AND session_id = ? AND away = 0 AND running_since IS NOT NULL`,
  );
  const setSince = db.prepare(`UPDATE runs SET running_since = ? WHERE run_id = ?`);

  return {
    /** Everything committed is on disk when it returns: a machine whose battery runs out while it sleeps loses its memory. */
    syncToDisk(): void {
      const log = `${db.name}-wal`;
      if (existsSync(log)) syncToDisk(log);
    },
    /** Subtracts the time from `fromMs` to `untilMs` (milliseconds since 1970) from the training time of the runs that are training. */
    skipTime: db.transaction((fromMs: number, untilMs: number): void => {
      for (const { run_id, running_since } of selectRunning.all(session)) {
        const since = Date.parse(running_since);
        const skippedMs = Math.max(0, untilMs - Math.max(fromMs, since));
        if (skippedMs > 0) setSince.run(new Date(since + skippedMs).toISOString(), run_id);
      }
    }).immediate,
  };
}
