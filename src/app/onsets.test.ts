import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { emptyHistory, ended, openTestApp, smallConfig } from './app-fixture.ts';

test('runs that were never judged are judged by the next host', async () => {
  const dataDir = emptyHistory();
  const first = await openTestApp({ dataDir });
  const { runs } = await first.client.createRuns({ configs: [smallConfig()] });
  const { epochsDone } = await first.until(runs[0]!.id, ended);
  await first.close();
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'));
  db.exec(`UPDATE runs SET onset_epoch = NULL, onset_epochs = NULL`);

  await openTestApp({ dataDir });
  const judged = db.prepare<[], number | null>(`SELECT onset_epochs FROM runs`).pluck();
  await expect.poll(() => judged.get()).toBe(epochsDone);
  db.close();
});
