import { writeSync } from 'node:fs';
import { createCompaction } from './compaction.ts';
import { openConnection } from './connection.ts';

// A process that compacts a database again and again until it is killed; the tests of compaction run it.

function compactUntilKilled(file: string): void {
  const db = openConnection(file);
  const { compact } = createCompaction(db);
  for (;;) {
    writeSync(1, 'compacting\n');
    compact();
  }
}

if (process.argv[1] === import.meta.filename) compactUntilKilled(process.argv[2]!);
