import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { databaseFileName, openConnection } from './connection.ts';
import type { KillMoment, Watch } from './killing-thread.ts';
import { migrate } from './migrate.ts';
import { loadMigrations } from './migrations.ts';

// A process that migrates a database and is killed meanwhile; the tests of backups run it.

const [dataDir, moment] = process.argv.slice(2) as [string, string];
const watch: Watch = { folder: join(dataDir, 'backups'), moment: JSON.parse(moment) as KillMoment };
const watcher = new Worker(join(import.meta.dirname, 'killing-thread.ts'), { workerData: watch });
watcher.once('message', () => {
  const db = openConnection(join(dataDir, databaseFileName));
  migrate(db, loadMigrations());
  db.close();
  process.exit(0);
});
