import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { AppError, listFoldedRunsQuery, listRunsQuery } from '#api';
import { databaseFileName } from './connection.ts';
import { createTableExport } from './exporting/table-export.ts';
import { createRunList } from './run-list.ts';
import { addSqlFunctions } from './sql-functions.ts';
import { emptyHistory, recordRun, runConfig, temporaryStore } from './store-fixture.ts';

const everything = { filter: '', trashed: false };
const wholeList = listRunsQuery.parse({});

/** Two ended runs, the first of which is then damaged as if by hand. */
function damagedStore(assignment: string) {
  const dataDir = emptyHistory();
  const store = temporaryStore({ dataDir });
  const bad = recordRun(store, runConfig(), 20, 'bad');
  const good = recordRun(store, runConfig({ seed: 1 }), 20, 'good');
  for (const id of [bad, good]) store.endRuns([[id, { status: 'stopped' }]]);
  const db = new Database(join(dataDir, databaseFileName));
  db.pragma('ignore_check_constraints = ON');
  db.exec('DROP TRIGGER runs_ended_are_immutable');
  db.prepare(`UPDATE runs SET ${assignment} WHERE public_id = ?`).run(bad);
  const exported = (table: 'runs' | 'epochs'): string =>
    [...{ [Symbol.iterator]: () => createTableExport(db).begin({ table, selection: everything }) }].join('');
  const notes = (table: 'runs' | 'epochs') =>
    createTableExport(db).foresee({ table, selection: everything }).notes;
  return { store, db, bad, good, exported, notes };
}

describe.each([
  ['config', `config = '{}'`, /^config holds "\{\}"; allowed: a run's config \(dataset: missing/],
  ['config', `config = '{"layers": ['`, /^config holds "\{\\"layers\\": \["; allowed: JSON$/],
  ['status', `status = 'sleeping'`, /^status holds "sleeping"; allowed: queued, running/],
  ['penalties', `last_penalties = NULL`, /^last_penalties holds nothing; allowed: JSON$/],
  ['penalties', `best_penalties = '[1, "x"]'`, /^best_penalties holds "\[1, \\"x\\"\]"; allowed: an array/],
  ['a metric', `last_loss = 'high'`, /^last_loss holds "high"; allowed: a number or NaN$/],
  [
    'a metric',
    `final_accuracy = x'0102', final_data_loss = 1, final_validation_loss = 1, final_validation_accuracy = 1`,
    /^final_accuracy holds 2 bytes/,
  ],
  [
    'a time',
    `ended_at = 'yesterday\u001b[31m'`,
    /^ended_at holds "yesterday\\u001b\[31m"; allowed: a time as ISO 8601$/,
  ],
  ['two of them', `created_at = '', epochs_done = -1`, /^created_at holds ""; .*; epochs_done holds -1; /],
])('a run with a damaged %s', (_, assignment, problem) => {
  it('is listed separately, is refused with its problem, and leaves the others alone', () => {
    const { store, bad, good, exported, notes } = damagedStore(assignment);
    const list = store.listRuns(wholeList);
    expect([list.runs.map(({ id }) => id), list.total]).toEqual([[good], 1]);
    expect(list.unreadable).toEqual([
      expect.objectContaining({ id: bad, name: 'bad', problem: expect.stringMatching(problem) as string }),
    ]);
    expect(() => store.getRun(bad)).toThrow(
      expect.objectContaining({
        code: 'notReadable',
        message: expect.stringContaining(list.unreadable[0]!.problem) as string,
      }),
    );
    expect(store.getRun(good)).toMatchObject({ id: good, epochsDone: 20, last: { epoch: 19, loss: 1 / 20 } });

    const lines = exported('runs').trimEnd().split('\r\n');
    expect(lines.map((line) => line.split(',')[0])).toEqual(['run_id', bad, good]);
    expect(exported('epochs').match(new RegExp(`^${bad}`, 'gm'))).toHaveLength(20);
    expect(notes('runs')).toEqual([
      expect.stringContaining(`run bad (${bad}) is exported without its unreadable values: `),
    ]);
    expect(notes('epochs')).toEqual([]);

    store.trashRuns([bad]);
    expect(store.listRuns(wholeList).unreadable).toEqual([]);
    expect(store.listRuns({ ...wholeList, trashed: true }).unreadable.map(({ id }) => id)).toEqual([bad]);
    expect(store.emptyTrash().runs).toEqual([bad]);
  });
});

it('a run that is repaired is listed again', () => {
  const { store, db, bad } = damagedStore(`last_loss = 'high'`);
  expect(store.listRuns(wholeList)).toMatchObject({ total: 1, unreadable: [{ id: bad }] });
  db.prepare(`UPDATE runs SET last_loss = 0.05 WHERE public_id = ?`).run(bad);
  expect(store.listRuns(wholeList)).toMatchObject({ total: 2, unreadable: [], runs: [{}, { id: bad }] });
});

it('missing epochs are counted, and the others are exported', () => {
  const { store, db, bad, good, exported, notes } = damagedStore(`notes = 'whole'`);
  db.prepare(
    `DELETE FROM epochs WHERE run_id = (SELECT run_id FROM runs WHERE public_id = ?) AND epoch BETWEEN 3 AND 5`,
  ).run(bad);
  expect(notes('epochs')).toEqual([`run bad (${bad}): 3 of its 20 recorded epochs are missing`]);
  expect([store.getRun(bad).missingEpochs, store.getRun(good).missingEpochs]).toEqual([3, 0]);
  const epochs = exported('epochs')
    .split('\r\n')
    .filter((line) => line.startsWith(bad));
  expect(epochs.map((line) => Number(line.split(',')[3]))).toEqual([
    0,
    1,
    2,
    ...Array.from({ length: 14 }, (_, at) => at + 6),
  ]);
});

it('for a config written by another version, numbers are shown, and whatever needs the config says so', () => {
  const { store, bad } = damagedStore(
    `config = json_set(config, '$.dataset', json('{"kind": "rings", "classes": 3}'))`,
  );
  const run = store.getRun(bad);
  expect(run.last).toMatchObject({ epoch: 19, loss: 1 / 20 });
  expect(run.configProblem).toBe(
    'dataset.kind: got "rings"; allowed: "spiral", "moons", "circles", "blobs", "xor", "table"',
  );
  expect(store.listRuns(wholeList)).toMatchObject({ total: 2, unreadable: [] });
  const refusal = (): unknown => {
    try {
      return store.reopenRun(bad);
    } catch (thrown) {
      return thrown;
    }
  };
  expect(refusal()).toBeInstanceOf(AppError);
  expect(refusal()).toMatchObject({
    code: 'notReadable',
    message: `this version of Lambdascope does not support the config of run bad (${bad}): ${run.configProblem!}. Its numbers can still be shown and exported`,
  });
});

it.each(['listRuns', 'listFoldedRuns'] as const)(
  '%s takes about as many statements with 1000 unreadable runs as with 30, and finds the readable ones among them',
  (list) => {
    const statementsOf = (count: number): number => {
      const dataDir = emptyHistory();
      const store = temporaryStore({ dataDir });
      const names = Array.from({ length: count }, (_, at) => `bad ${at}`);
      const created = store.createRuns(
        [...names, 'good', 'last'].map((name) => ({ config: runConfig(), name })),
      );
      let statements = 0;
      const db = new Database(join(dataDir, databaseFileName), { verbose: () => (statements += 1) });
      addSqlFunctions(db);
      db.exec(`UPDATE runs SET config = '{}' WHERE name LIKE 'bad %'`);
      const runs = createRunList(db);
      statements = 0;
      const asked = { sort: 'created', descending: false, limit: 1, offset: 0 };
      const page =
        list === 'listRuns'
          ? runs.listRuns(listRunsQuery.parse(asked))
          : runs.listFoldedRuns(listFoldedRunsQuery.parse(asked));
      expect(page.runs.map(({ id }) => id)).toEqual([created.at(-2)!.id]);
      expect([page.total, page.unreadableTotal]).toEqual([2, count]);
      expect(page.unreadable.length).toBe(Math.min(count, 100));
      db.close();
      return statements;
    };
    // As each round looks at four times as many runs, this takes two more rounds, of a few statements each.
    expect(statementsOf(1000) - statementsOf(30)).toBeLessThan(30);
  },
);
