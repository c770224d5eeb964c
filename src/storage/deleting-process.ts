import { statSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { openConnection } from './connection.ts';
import { createRunDeletion } from './run-deletion.ts';

// A process that deletes what is marked in a database until it is killed; the tests of deleting run it. Prints the size of the write-ahead
// log in bytes after each step, and `done` at the end.

async function deleteAll(file: string): Promise<void> {
  const db = openConnection(file);
  const { deleteStep } = createRunDeletion(db);
  for (;;) {
    const start = performance.now();
    if (deleteStep().left === null) break;
    writeSync(1, `${statSync(`${file}-wal`).size}\n`);
    await setTimeout(performance.now() - start);
  }
  writeSync(1, 'done\n');
  db.close();
}

if (process.argv[1] === import.meta.filename) await deleteAll(process.argv[2]!);
