import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Journal } from './journal.ts';
import type { KnownRun, Ledger } from './ledger.ts';
import type { Reference } from './reference.ts';

/** What a data folder may contain when nobody is using it. */
const accountedFor: readonly RegExp[] = [
  /^lambdascope\.sqlite3$/,
  /^(host|opening)\.lock$/,
  /^backups(\/[^/]+\.sqlite3)?$/,
  /^sessions$/,
  /^logs(\/[^/]+)?$/,
  /^lambdascope(\.\d+)?\.log$/,
];

interface StoredRun {
  readonly run_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly status: string;
  readonly epochs_done: number;
  readonly digest: string | null;
  readonly notes: string;
  readonly config: string;
  readonly error: string | null;
  readonly is_trashed: 0 | 1;
}

/** Counts from the check at the end of a round. */
export interface Checked {
  readonly runs: number;
  readonly epochs: number;
  readonly digests: number;
}

/** Checks a folder that everyone has left against what its hosts said. */
export async function checkFolder(
  dataDir: string,
  ledger: Ledger,
  reference: Reference,
  journal: Journal,
): Promise<Checked> {
  checkFiles(dataDir, journal);
  const db = new Database(join(dataDir, 'lambdascope.sqlite3'), { fileMustExist: true });
  try {
    checkDatabase(db, journal);
    const runs = db
      .prepare<[], StoredRun>(
        `SELECT run_id, public_id, name, status, epochs_done, digest, notes, config, error, trashed_at IS NOT NULL AS is_trashed
         FROM runs ORDER BY run_id`,
      )
      .all();
    checkKnown(runs, ledger, journal);
    checkTags(db, ledger, journal);
    checkTables(db, ledger, journal);
    const epochs = checkEpochs(db, runs, journal);
    const digests = await checkDigests(runs, reference, journal);
    return { runs: runs.length, epochs, digests };
  } finally {
    db.close();
  }
}

function checkFiles(dataDir: string, journal: Journal): void {
  const files = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
  for (const file of files) {
    if (!accountedFor.some((name) => name.test(file))) journal.fault(`the folder still has ${file}`);
  }
}

function checkDatabase(db: Database.Database, journal: Journal): void {
  const integrity = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  if (integrity.join() !== 'ok') journal.fault(`integrity_check: ${integrity.slice(0, 5).join('; ')}`);
  const orphans = db.prepare('PRAGMA foreign_key_check').all();
  if (orphans.length > 0) journal.fault(`foreign_key_check: ${JSON.stringify(orphans.slice(0, 5))}`);
}

function checkKnown(runs: readonly StoredRun[], ledger: Ledger, journal: Journal): void {
  const byId = new Map(runs.map((run) => [run.public_id, run]));
  const byName = new Map(runs.map((run) => [run.name, run]));
  for (const known of ledger.runs()) {
    const stored = known.id === null ? byName.get(known.name) : byId.get(known.id);
    if (stored === undefined) {
      if (known.isDeleted === false && (known.id !== null || known.epochs > 0)) {
        journal.fault(`${known.name} (${known.id}) is lost with ${known.epochs} epochs`);
      }
      ledger.forget(known);
      continue;
    }
    checkRun(known, stored, journal);
    // What was uncertain is settled by what is stored.
    known.isTrashed = stored.is_trashed === 1;
    known.isDeleted = false;
    known.notes = [stored.notes];
  }
  for (const run of runs) {
    ledger.learn({ id: run.public_id, name: run.name, status: run.status, epochsDone: run.epochs_done });
    if (run.status === 'failed') journal.fault(`${run.name} failed: ${run.error}`);
    if (/^(queued|running|paused)$/.test(run.status)) journal.fault(`${run.name} is left ${run.status}`);
  }
}

function checkRun(known: KnownRun, stored: StoredRun, journal: Journal): void {
  const { name } = known;
  if (known.isDeleted === true) journal.fault(`${name} was deleted, and is there`);
  if (stored.epochs_done < known.epochs)
    journal.fault(`${name} has ${stored.epochs_done} epochs of ${known.epochs} that were told of`);
  if (known.isCompleted && stored.status !== 'completed')
    journal.fault(`${name} had completed and is ${stored.status}`);
  if (!known.notes.includes(stored.notes))
    journal.fault(`${name} has the notes "${stored.notes}"; allowed: ${JSON.stringify(known.notes)}`);
  if (known.isTrashed !== 'perhaps' && known.isTrashed !== (stored.is_trashed === 1))
    journal.fault(`${name} is ${stored.is_trashed ? '' : 'not '}in the trash, against what was told`);
}

function checkTags(db: Database.Database, ledger: Ledger, journal: Journal): void {
  const rows = db
    .prepare<[], string>(`SELECT public_id || ' ' || tag FROM tags JOIN runs USING (run_id)`)
    .pluck()
    .all();
  const stored = new Set(rows);
  for (const { id, name, tags } of ledger.runs()) {
    for (const tag of tags) if (!stored.has(`${id} ${tag}`)) journal.fault(`${name} lost its tag "${tag}"`);
  }
}

function checkTables(db: Database.Database, ledger: Ledger, journal: Journal): void {
  const stored = new Set(
    db.prepare<[], string>('SELECT digest FROM data_tables WHERE unfinished_by IS NULL').pluck().all(),
  );
  for (const digest of ledger.tables) if (!stored.has(digest)) journal.fault(`the table ${digest} is lost`);
  const unfinished = db.prepare('SELECT 1 FROM data_tables WHERE unfinished_by IS NOT NULL').all();
  if (unfinished.length > 0) journal.fault(`${unfinished.length} tables are left half imported`);
}

/** Checks that every run has every epoch, from first to last, exactly once. Returns how many there are. */
function checkEpochs(db: Database.Database, runs: readonly StoredRun[], journal: Journal): number {
  const counts = db
    .prepare<[], { run_id: number; count: number; first: number; last: number }>(
      'SELECT run_id, count(*) AS count, min(epoch) AS first, max(epoch) AS last FROM epochs GROUP BY run_id',
    )
    .all();
  const byRun = new Map(counts.map((row) => [row.run_id, row]));
  for (const { run_id: id, name, epochs_done: done } of runs) {
    const { count, first, last } = byRun.get(id) ?? { count: 0, first: 0, last: -1 };
    if (first !== 0 || last !== done - 1 || count !== done)
      journal.fault(`${name} has ${count} epochs, ${first} to ${last}, of ${done}`);
  }
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Checks that completed runs have the digest determined by their config. Returns how many were compared. */
async function checkDigests(
  runs: readonly StoredRun[],
  reference: Reference,
  journal: Journal,
): Promise<number> {
  const withoutName = (config: string): string =>
    JSON.stringify({ ...(JSON.parse(config) as object), name: 'reference' });
  const completed = runs.filter(({ status }) => status === 'completed');
  const expected = await reference.digestsOf(completed.map(({ config }) => withoutName(config)));
  for (const { name, digest, config } of completed) {
    const alone = expected.get(withoutName(config));
    if (digest !== alone) journal.fault(`${name} completed with digest ${digest}; trained alone: ${alone}`);
  }
  return completed.length;
}
