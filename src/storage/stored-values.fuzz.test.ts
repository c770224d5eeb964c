import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect } from 'vitest';
import { AppError, listRunsQuery, seriesMetrics } from '#api';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { createCheckpoints } from './checkpoints.ts';
import { createConfirmations } from './confirmations.ts';
import { type Connection, databaseFileName } from './connection.ts';
import { createCsvExport } from './csv-export.ts';
import { damageableColumns, damageRow, damagesOf, type Damage } from './damage.fixture.ts';
import { createEpochRowReader } from './epoch-rows.ts';
import { fillStore, type Filled } from './filled-store.fixture.ts';
import { createPreferences } from './preferences.ts';
import { createSessionLocks } from './process-lock.ts';
import { createSeriesReader } from './read-series.ts';
import { createRunDeletion } from './run-deletion.ts';
import { createRunEdits } from './run-edits.ts';
import { createRunLifecycle } from './run-lifecycle.ts';
import { createRunList } from './run-list.ts';
import { createRunLookup } from './run-lookup.ts';
import { createReopening } from './run-reopening.ts';
import { createRecovery } from './sessions.ts';
import { createSnapshots } from './snapshots.ts';
import { toStorageError } from './sqlite-errors.ts';
import { temporaryFolder } from './store-fixture.ts';
import { createSweepList } from './sweep-list.ts';
import { createSweeps } from './sweeps.ts';
import { createTableReader } from './table-reader.ts';
import { createTables } from './tables.ts';
import { createTestReveal } from './test-reveal.ts';
import { createTrash } from './trash.ts';

const everything = { filter: '', trashed: false };
const origin = {
  session: 'fuzzing',
  appVersion: '1',
  engineVersion: '1',
  platform: 'linux-x64',
  host: 'cli',
} as const;

/** All that reads what is stored, each by a name; what changes something is undone with the damage. */
function createQuestions(db: Connection, dataDir: string) {
  const locks = createSessionLocks(dataDir);
  const lookup = createRunLookup(db);
  const list = createRunList(db);
  const series = createSeriesReader(db);
  const csv = createCsvExport(db);
  const sweeps = createSweeps(db);
  const sweepList = createSweepList(db);
  const confirmations = createConfirmations(db);
  const tables = createTables(db, origin.session, locks);
  const readTable = createTableReader(db);
  const snapshots = createSnapshots(db, lookup);
  const checkpoints = createCheckpoints(db, lookup);
  const readRows = createEpochRowReader(db);
  const preferences = createPreferences(db);
  const recover = createRecovery(db, locks, origin.session, true);
  const trash = createTrash(db, lookup, createRunDeletion(db));
  const edits = createRunEdits(db, lookup);
  const lifecycle = createRunLifecycle(withoutPragmas(db), lookup, origin);
  const reopen = createReopening(db, lookup, origin.session);
  const reveal = createTestReveal(db, lookup);
  const wholeList = listRunsQuery.parse({ limit: 1000 });
  const wanted = {
    metrics: [...seriesMetrics, 'layerPenalties.0' as const],
    fromEpoch: 0,
    toEpoch: null,
    maxPoints: null,
  };
  const exported = (table: 'runs' | 'epochs', ids?: readonly string[]): string => {
    const query = { table, selection: everything, ...(ids && { ids: [...ids] }) };
    csv.foresee(query);
    return [...{ [Symbol.iterator]: () => csv.begin(query) }].join('');
  };

  return {
    /** Of one run that may be damaged. */
    ofRun: (id: string): readonly (() => unknown)[] => [
      () => lookup.getRun(id),
      () => lookup.findRuns([id]),
      () => lookup.resolveRunId(id),
      () => lookup.ancestryOf(id),
      () => series.one({ id, ...wanted }),
      () => exported('runs', [id]),
      () => exported('epochs', [id]),
      () => snapshots.snapshotSizes(id),
      () => snapshots.readSnapshots(id),
      () => checkpoints.checkpointsOf(id),
      () => readRows(lookup.requireRow(id), 0, 1000),
      () => edits.updateRun({ id, notes: 'new' }),
      () => edits.tagRuns({ ids: [id], add: ['new'], remove: [] }),
      () => reveal([id]),
      () => reopen([id], 1_000),
      () => lifecycle.startRun(id, 'float64'),
      () => lifecycle.pauseRun(id),
      () => lifecycle.endRun(id, { status: 'failed', error: 'fuzzed' }),
      () => trash.trashRuns([id]),
    ],
    /** Of all of them: these must answer, whatever is in one row. */
    ofAll: (): readonly (() => unknown)[] => [
      ...(['createdAt', 'durationMs', 'lastAccuracy', 'generalizationGap'] as const).map(
        (sort) => () => list.listRuns({ ...wholeList, sort }),
      ),
      () => list.listRuns({ ...wholeList, trashed: true }),
      () => list.listRuns({ ...wholeList, filter: 'spiral' }),
      () => series.many({ ids: ids(db, 'runs', 'public_id'), ...wanted }),
      () => exported('runs'),
      () => exported('epochs'),
      () => sweepList({ trashed: false }, 2),
      () => tables.listTables(),
      () => tables.claimLeftovers(),
      () => preferences.getPreferences(),
      () =>
        ids(db, 'sweeps', 'public_id').flatMap((id) => [
          sweeps.getSweep(id),
          sweeps.sweepRuns(id),
          confirmations.confirmationsOf(id),
        ]),
      () => recover(),
      () => trash.readTrash({ filter: '' }),
    ],
    ofTable: (digest: string): readonly (() => unknown)[] => [
      () => tables.getTable(digest),
      () => tables.runsOfTable(digest),
      () => readTable(digest),
      () => tables.disown(digest),
    ],
    /** What no damage elsewhere may change. */
    untouched: ({ run, sweep, table }: Filled['untouched']) => ({
      run: lookup.getRun(run),
      listed: list.listRuns(wholeList).runs.filter(({ id }) => id === run),
      series: series.one({ id: run, ...wanted }),
      epochs: exported('epochs', [run]),
      row: exported('runs', [run]),
      sweep: sweepList({ trashed: false, ids: [sweep] }, 2),
      table: [tables.getTable(table), readTable(table).samples],
      snapshots: snapshots.readSnapshots(run),
      preference: preferences.getPreferences()['untouched'],
    }),
  };
}

/** How safely is written may not be changed inside the transaction that is taken back. */
function withoutPragmas(db: Connection): Connection {
  return new Proxy(db, {
    get(target, name: keyof Connection) {
      if (name === 'pragma') return () => undefined;
      const member: unknown = target[name];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

function ids(db: Connection, table: string, column: string): string[] {
  return db.prepare<[], string>(`SELECT ${column} FROM ${table}`).pluck().all();
}

/** Fails for what no person could do anything about. */
function ask(question: () => unknown): void {
  try {
    question();
  } catch (thrown) {
    const { code } = AppError.from(toStorageError(thrown));
    if (code === 'internal' || code === 'storage') throw thrown;
  }
}

let db: Connection;
let filled: Filled;
let questions: ReturnType<typeof createQuestions>;
let before: unknown;

beforeAll(async () => {
  const dataDir = temporaryFolder();
  filled = await fillStore(dataDir);
  db = new Database(join(dataDir, databaseFileName));
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  db.exec('DROP TRIGGER runs_ended_are_immutable');
  questions = createQuestions(db, dataDir);
  before = questions.untouched(filled.untouched);
});

class Undo extends Error {}

/** Does the damage, asks everything, and takes back the damage and all that was changed. */
function tryOut(damage: Damage): void {
  try {
    db.transaction(() => {
      if (!damageRow(db, damage)) throw new Undo();
      for (const question of questions.ofAll()) question();
      expect(questions.untouched(filled.untouched)).toEqual(before);
      for (const id of ids(db, 'runs', 'public_id')) questions.ofRun(id).forEach(ask);
      for (const digest of ids(db, 'data_tables', 'digest')) questions.ofTable(digest).forEach(ask);
      throw new Undo();
    })();
  } catch (thrown) {
    if (!(thrown instanceof Undo)) throw thrown;
  }
}

/** Every column of the schema as it is now, each with one of the values that it may hold. */
fuzz('whatever one row holds in one column, it is that row alone that cannot be read', 1, (dice) => {
  for (const column of damageableColumns(db)) {
    const value = dice.pick(damagesOf(db, column));
    const row = column.table === 'runs' ? dice.pick(['first', 'last'] as const) : 'first';
    tryOut(dice.trying({ ...column, value, row }));
  }
});
