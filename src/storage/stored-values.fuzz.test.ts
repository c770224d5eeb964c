import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect } from 'vitest';
import { AppError, listRunsQuery, seriesMetrics } from '#api';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import { type Connection, databaseFileName } from './connection.ts';
import { type Damage, damageableColumns, damageRow, damagesOf } from './damage.fixture.ts';
import { type Filled, fillStore } from './filled-store.fixture.ts';
import { createSessionLocks } from './process-lock.ts';
import { createRunReads } from './run-reads.ts';
import { toStorageError } from './sqlite-errors.ts';
import { createStorageMethods } from './storage-methods.ts';
import { createTableReader } from './table-reader.ts';

const everything = { filter: '', trashed: false };
const sortedBy = ['createdAt', 'durationMs', 'lastAccuracy', 'generalizationGap'] as const;
const wholeList = listRunsQuery.parse({ limit: 1000 });
const allEpochs = { fromEpoch: 0, toEpoch: null, maxPoints: null };
const wanted = { metrics: [...seriesMetrics, 'layerPenalties.0' as const], ...allEpochs };
const origin = {
  ...{ session: 'fuzzing', appVersion: '1', engineVersion: '1', platform: 'linux-x64' },
  host: 'cli' as const,
};

/** Everything that reads stored values; any changes it makes are undone together with the damage. */
function createQuestions(db: Connection, dataDir: string) {
  const locks = createSessionLocks(dataDir);
  const store = createStorageMethods(withoutPragmas(db), { origin, takesQueue: true, locks });
  const reads = createRunReads(db);
  const readTable = createTableReader(db);
  const exported = (table: 'runs' | 'epochs', ids?: readonly string[]): string => {
    const query = { table, selection: everything, ...(ids && { ids: [...ids] }) };
    reads.foreseeExport(query);
    reads.beginExport(1, query);
    const chunks: Uint8Array[] = [];
    for (let chunk = reads.nextChunk(1); chunk !== null; chunk = reads.nextChunk(1))
      chunks.push(Buffer.from(chunk));
    reads.endExport(1);
    return Buffer.concat(chunks).toString();
  };

  return {
    /** Reads of one run that may be damaged. */
    ofRun: (id: string): readonly (() => unknown)[] => [
      () => store.getRun(id),
      () => store.findRuns([id]),
      () => store.resolveRunId(id),
      () => store.ancestryOf(id),
      () => reads.readSeries({ id, ...wanted }),
      () => exported('runs', [id]),
      () => exported('epochs', [id]),
      () => store.snapshotSizes(id),
      () => store.readSnapshots(id),
      () => store.checkpointsOf(id),
      () => store.readEpochRows(id, 0, 1000),
      () => store.updateRun({ id, notes: 'new' }),
      () => store.tagRuns({ ids: [id], add: ['new'], remove: [] }),
      () => store.revealTests([id]),
      () => store.reopenRun(id, 1_000),
      () => store.startRun(id, 'float64'),
      () => store.pauseRun(id),
      () => store.endRuns([[id, { status: 'failed', error: 'fuzzed' }]]),
      () => store.trashRuns([id]),
    ],
    /** Reads of everything: these must answer, whatever a single row holds. */
    ofAll: (): readonly (() => unknown)[] => [
      ...sortedBy.map((sort) => () => store.listRuns({ ...wholeList, sort })),
      () => store.listRuns({ ...wholeList, trashed: true }),
      () => store.listRuns({ ...wholeList, filter: 'spiral' }),
      () => reads.readManySeries({ ids: ids(db, 'runs', 'public_id'), ...wanted }),
      () => exported('runs'),
      () => exported('epochs'),
      () => reads.listSweeps({ trashed: false }, 2),
      () => store.listTables(),
      () => store.claimTableLeftovers(),
      () => store.getPreferences(),
      () =>
        ids(db, 'sweeps', 'public_id').map((id) => [
          store.getSweep(id),
          store.sweepRuns(id),
          store.confirmationsOf(id),
        ]),
      () => store.recoverRuns(),
      () => store.readTrash({ filter: '' }),
    ],
    ofTable: (digest: string): readonly (() => unknown)[] => [
      () => store.getTable(digest),
      () => store.runsOfTable(digest),
      () => readTable(digest),
      () => store.markTableUnfinished(digest),
    ],
    /** What damage elsewhere must not change. */
    untouched: ({ run, sweep, table }: Filled['untouched']) => ({
      run: store.getRun(run),
      listed: store.listRuns(wholeList).runs.filter(({ id }) => id === run),
      series: reads.readSeries({ id: run, ...wanted }),
      epochs: exported('epochs', [run]),
      row: exported('runs', [run]),
      sweep: reads.listSweeps({ trashed: false, ids: [sweep] }, 2),
      table: [store.getTable(table), readTable(table).samples],
      snapshots: store.readSnapshots(run),
      preference: store.getPreferences()['untouched'],
    }),
  };
}

/** Ignores pragmas: the durability level cannot be changed inside the transaction that is rolled back. */
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
  return db.prepare<[], string>(`SELECT ${column} FROM ${table} ORDER BY rowid`).pluck().all();
}

/** Fails on errors that a user could do nothing about. */
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
  const dataDir = makeFolder();
  filled = await fillStore(dataDir);
  db = new Database(join(dataDir, databaseFileName));
  db.pragma('ignore_check_constraints = ON');
  db.pragma('foreign_keys = OFF');
  db.exec('DROP TRIGGER runs_ended_are_immutable');
  questions = createQuestions(db, dataDir);
  before = questions.untouched(filled.untouched);
  return () => {
    db.close();
    removeFolder(dataDir);
  };
});

class Undo extends Error {}

/** Does the damage, asks everything, then rolls back the damage and all changes. */
function tryOut(damage: Damage): void {
  try {
    db.transaction(() => {
      if (!damageRow(db, damage)) throw new Undo();
      for (const question of questions.ofAll()) question();
      expect(questions.untouched(filled.untouched)).toEqual(before);
      const runs = ids(db, 'runs', 'public_id');
      for (const id of [runs[0]!, runs.at(-1)]) questions.ofRun(id).forEach(ask);
      for (const digest of ids(db, 'data_tables', 'digest')) questions.ofTable(digest).forEach(ask);
      throw new Undo();
    })();
  } catch (thrown) {
    if (!(thrown instanceof Undo)) throw thrown;
  }
}

/** Every column of the current schema, each with one of the values that it may hold. */
fuzz('whatever one row holds in one column, only that row becomes unreadable', 1, (dice) => {
  for (const column of damageableColumns(db)) {
    const value = dice.pick(damagesOf(db, column));
    const row = column.table === 'runs' ? dice.pick(['first', 'last'] as const) : 'first';
    tryOut(dice.trying({ ...column, value, row }));
  }
});
