import { join } from 'node:path';
import Database from 'better-sqlite3';

// Another program that keeps the database of a folder locked for a while: hold-lock.mjs FOLDER MILLISECONDS
const [folder, ms] = process.argv.slice(2);
const db = new Database(join(folder, 'lambdascope.sqlite3'), { timeout: 60_000 });
db.exec('BEGIN IMMEDIATE');
process.send?.('locked');
setTimeout(() => {
  db.exec('ROLLBACK');
  db.close();
  process.exit(0);
}, Number(ms));
