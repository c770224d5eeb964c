import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import { fieldTemplates, listRunsQuery, type RunConfigInput } from '#api';
import { databaseFileName } from './connection.ts';
import type { ListRunsQuery } from './run-list.ts';
import {
  allRuns,
  emptyHistory,
  epochRows,
  type EpochValues,
  runConfig,
  temporaryStore,
  type TestStore,
} from './store-fixture.ts';

let store: TestStore;
beforeEach(() => {
  store = temporaryStore();
});

function names(query: Partial<ListRunsQuery>): string[] {
  return store.listRuns({ ...allRuns, ...query }).runs.map((run) => run.name);
}

function create(name: string, changes: Partial<RunConfigInput> = {}, tags: string[] = []): string {
  return store.createRuns([{ config: runConfig(changes), name, tags }])[0]!.id;
}

function withL2(weightRegularizerL2: number): Partial<RunConfigInput> {
  return {
    layers: [
      { kind: 'dense', units: 8 },
      { kind: 'relu' },
      { kind: 'dense', units: 3, weightRegularizerL2 },
      { kind: 'softmax' },
    ],
  };
}

/** A run whose only epoch has this validation loss; none when null. */
function validated(name: string, validationLoss: number | null, more: Partial<EpochValues> = {}): void {
  const id = create(name);
  store.startRun(id, 'float64');
  const epoch = { epoch: 0, dataLoss: 0.25, ...(validationLoss !== null && { validationLoss }), ...more };
  store.appendEpochs(id, epochRows(runConfig(), [epoch]), 1);
}

it('finds which of the given runs a selection matches', () => {
  const [wide, narrow, trashed] = [create('a', {}, ['wide']), create('b'), create('c', {}, ['wide'])];
  store.startRun(trashed, 'float64');
  store.endRuns([[trashed, { status: 'stopped' }]]);
  store.trashRuns([trashed]);
  const asked = [narrow, trashed, wide, 'nobody'];
  expect(store.matchRuns({ filter: 'wide', trashed: false }, asked)).toEqual([wide]);
  expect(store.matchRuns({ filter: 'wide', trashed: true }, asked)).toEqual([trashed]);
  expect(store.matchRuns({ filter: '', trashed: false }, asked).sort()).toEqual([narrow, wide].sort());
});

it('reads any page by digest: equal ones by age, and those without one last', () => {
  const dataDir = emptyHistory();
  store = temporaryStore({ dataDir });
  const digests = { a: 'bb', b: null, c: 'aa', d: 'bb', e: null, f: 'cc' };
  const ids = Object.keys(digests).map((name) => create(name));
  const other = new Database(join(dataDir, databaseFileName));
  const give = other.prepare(`UPDATE runs SET digest = ? WHERE public_id = ?`);
  Object.values(digests).forEach((digest, at) => give.run(digest, ids[at]));
  other.close();
  for (const [descending, order] of [
    [true, ['f', 'd', 'a', 'c', 'e', 'b']],
    [false, ['c', 'a', 'd', 'f', 'b', 'e']],
  ] as const) {
    const query = { sort: 'digest', descending, limit: 2 };
    const pages = [0, 2, 3, 4, 6].map((offset) => names({ ...query, offset }));
    expect(pages).toEqual([0, 2, 3, 4, 6].map((offset) => order.slice(offset, offset + 2)));
    expect(names({ ...query, limit: 9, filter: 'not name = d' })).toEqual(
      order.filter((name) => name !== 'd'),
    );
    expect(store.listRuns({ ...allRuns, ...query }).total).toBe(6);
  }
});

describe('sorting', () => {
  it('has the newest run first', () => {
    ['first', 'second', 'third'].forEach((name) => create(name));
    expect(names({})).toEqual(['third', 'second', 'first']);
    expect(names({ descending: false })).toEqual(['first', 'second', 'third']);
  });

  it('treats lambdas as numbers, and uses the largest of all layers', () => {
    create('10', withL2(10));
    create('9e-5', withL2(9e-5));
    create('none', withL2(0));
    create('1e-4', withL2(1e-4));
    expect(names({ sort: 'weightRegularizerL2', descending: false })).toEqual(['none', '9e-5', '1e-4', '10']);
    expect(names({ sort: 'weightRegularizerL2' })).toEqual(['10', '1e-4', '9e-5', 'none']);
  });

  it.each(['lastValidationLoss', 'generalizationGap'] as const)(
    'puts NaN, then missing values, after all numbers, whichever way %s is sorted',
    (sort) => {
      validated('missing', null);
      validated('NaN', NaN);
      validated('0.5', 0.5);
      validated('infinite', Infinity);
      validated('0.125', 0.125);
      expect(names({ sort, descending: false })).toEqual(['0.125', '0.5', 'infinite', 'NaN', 'missing']);
      expect(names({ sort })).toEqual(['infinite', '0.5', '0.125', 'NaN', 'missing']);
    },
  );

  it('has no gap for a run whose training set was not evaluated', () => {
    validated('0.5', 0.5);
    validated('older', 0.125, { evaluatedDataLoss: null });
    validated('evaluated', 0.75, { evaluatedDataLoss: 0.625 });
    expect(names({ sort: 'generalizationGap', descending: false })).toEqual(['evaluated', '0.5', 'older']);
  });

  it('sorts by every field', () => {
    create('only');
    for (const { name } of fieldTemplates())
      expect(names({ sort: name.replace(/\.N(?=\.|$)/, '.0') }), name).toEqual(['only']);
  });

  it('sorts by what the key says', () => {
    create('b', { seed: 2, epochs: 5, optimizer: { kind: 'sgd' } });
    create('A', { seed: 10, dataset: { kind: 'spiral', samplesPerClass: 9 }, optimizer: { kind: 'adam' } });
    const ascending = (sort: string) => names({ sort, descending: false });
    expect(ascending('name')).toEqual(['A', 'b']);
    expect(ascending('seed')).toEqual(['b', 'A']);
    expect(ascending('samples')).toEqual(['A', 'b']);
    expect(ascending('optimizer')).toEqual(['A', 'b']);
    expect(ascending('learningRate')).toEqual(['A', 'b']);
  });
});

it('counts runs by status, and those in the trash separately', () => {
  expect(store.countRuns()).toEqual({});
  const [first, second, gone] = ['a', 'b', 'c'].map((name) => create(name));
  create('d');
  store.startRun(first!, 'float64');
  store.endRuns([[second!, { status: 'stopped' }]]);
  store.endRuns([[gone!, { status: 'stopped' }]]);
  store.trashRuns([gone!]);
  expect(store.countRuns()).toEqual({ queued: 1, running: 1, stopped: 1, 'in the trash': 1 });
  store.emptyTrash();
  expect(store.countRuns()).toEqual({ queued: 1, running: 1, stopped: 1 });
});

it('reads as many fields of each run as a table can have columns', () => {
  create('one', { seed: 7 });
  const losses = Array.from({ length: 200 }, (_, epoch) => `loss@${epoch}`);
  const query = listRunsQuery.parse({ fields: [...losses, 'seed'] });
  expect(store.listRuns(query).values).toEqual([[...losses.map(() => null), 7]]);
});

it('counts all matches and returns one page of them', () => {
  for (let at = 0; at < 25; at += 1) create(`run-${at}`);
  const page = store.listRuns({ ...allRuns, descending: false, offset: 20, limit: 3 });
  expect(page.total).toBe(25);
  expect(page.runs.map((run) => run.name)).toEqual(['run-20', 'run-21', 'run-22']);
  expect(store.listRuns({ ...allRuns, offset: 25 })).toEqual({
    ...{ runs: [], values: [], total: 25, unreadable: [], unreadableTotal: 0 },
  });
});

it('reads fields of the runs on a page, each in its row', () => {
  create('b', { seed: 3, epochs: 7 }, ['wide', 'old']);
  const id = create('a', { optimizer: { kind: 'sgd', momentum: 0.5 } });
  store.updateRun({ id, notes: 'seen' });
  const fields = ['seed', 'epochs', 'optimizer.momentum', 'tag', 'notes', 'validation_loss', 'platform'];
  const { values, runs } = store.listRuns({ ...allRuns, sort: 'name', descending: false, fields });
  expect(runs.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(values).toEqual([
    [0, expect.any(Number), 0.5, null, 'seen', null, expect.any(String)],
    [3, 7, null, 'wide', null, null, expect.any(String)],
  ]);
  expect(store.listRuns({ ...allRuns, fields, offset: 1, limit: 1 }).values).toHaveLength(1);
  expect(() => store.listRuns({ ...allRuns, fields: ['lossy'] })).toThrow('there is no field "lossy"');
});

it('puts pinned runs before all others on every page, each part in the requested order', () => {
  for (let at = 0; at < 6; at++) create(`run-${at}`, {}, at === 1 || at === 4 ? ['pinned'] : []);
  const listed = (offset: number, limit: number, filter = '') => {
    const asked = {
      ...allRuns,
      filter,
      pinnedFirst: true,
      sort: 'name',
      descending: false,
      offset,
      limit,
    };
    const { runs, total } = store.listRuns(asked);
    return [total, ...runs.map(({ name }) => name)];
  };
  expect(listed(0, 10)).toEqual([6, 'run-1', 'run-4', 'run-0', 'run-2', 'run-3', 'run-5']);
  expect([listed(0, 1), listed(1, 2), listed(3, 2), listed(5, 2)]).toEqual([
    [6, 'run-1'],
    [6, 'run-4', 'run-0'],
    [6, 'run-2', 'run-3'],
    [6, 'run-5'],
  ]);
  expect(listed(0, 10, 'not name = run-1')).toEqual([5, 'run-4', 'run-0', 'run-2', 'run-3', 'run-5']);
  expect(listed(0, 10, 'name = run-0')).toEqual([1, 'run-0']);
});

it('leaves out archived runs, or lists only them, on request', () => {
  create('old', {}, ['archived', 'x']);
  create('new', {}, ['x']);
  const listed = (...[archived]: ('without' | 'only')[]) => {
    const asked = { ...allRuns, ...(archived ? { archived } : {}), sort: 'name', descending: false };
    const { runs, total } = store.listRuns(asked);
    return [total, ...runs.map(({ name }) => name)];
  };
  expect(listed()).toEqual([2, 'new', 'old']);
  expect(listed('without')).toEqual([1, 'new']);
  expect(listed('only')).toEqual([1, 'old']);
  const ids = store.listRuns(allRuns).runs.map(({ id }) => id);
  expect(store.matchRuns({ filter: '', trashed: false, archived: 'only' }, ids)).toHaveLength(1);
});

describe('the filter', () => {
  it('needs every word, anywhere, in any case', () => {
    const id = create('Wide-Net', {}, ['Überfit', 'lambda sweep']);
    create('narrow-net');
    store.updateRun({ id, notes: 'seen in the\nchapter' });
    for (const filter of [
      'wide',
      'NET wide',
      'überFIT',
      'spiral adam wide',
      'queued wide',
      'chapter',
      id,
      '  wide  ',
    ]) {
      expect([filter, names({ filter })]).toEqual([filter, ['Wide-Net']]);
    }
    expect(names({ filter: 'net' })).toHaveLength(2);
    expect(names({ filter: 'wide narrow' })).toEqual([]);
  });

  it('finds an accented letter however it is composed', () => {
    const [composed, decomposed] = ['Zürich', 'Z\u00fcrich'.normalize('NFD')];
    create(`${composed} a`);
    create(`${decomposed} b`);
    const found = [`${composed} a`, `${decomposed} b`];
    const [first, second] = found.map((name) => store.resolveRunId(name));
    expect(store.resolveRunId(found[0]!.normalize('NFD'))).toBe(first);
    expect(store.resolveRunId(found[1]!.normalize('NFC'))).toBe(second);
    for (const filter of [composed, decomposed, 'ZÜRICH'])
      expect(names({ filter }).toSorted()).toEqual(found.toSorted());
  });

  it('finds what was stored before letters were composed', async () => {
    const name = 'Z\u00fcrich'.normalize('NFD');
    const dataDir = emptyHistory();
    store = temporaryStore({ dataDir });
    create(name);
    const db = new Database(join(dataDir, databaseFileName));
    db.prepare('UPDATE runs SET name_key = NULL, search_text = ?').run(name.toLowerCase());
    db.close();
    await store.close();
    store = temporaryStore({ dataDir });
    expect(names({ filter: 'z\u00fcrich' })).toEqual([name]);
  });

  it('takes wildcards and quotes literally', () => {
    create("100%_o'clock");
    create('100 percent');
    expect(names({ filter: '0%_' })).toEqual(["100%_o'clock"]);
    expect(names({ filter: "o'c" })).toEqual(["100%_o'clock"]);
    expect(names({ filter: '"\\""' })).toEqual([]);
  });

  it('follows changes', () => {
    const id = create('old', {}, ['before']);
    store.startRun(id, 'float64');
    store.updateRun({ id, name: 'new' });
    store.tagRuns({ ids: [id], add: ['after'], remove: ['before'] });
    for (const filter of ['old', 'before', 'queued']) expect(names({ filter })).toEqual([]);
    expect(names({ filter: 'new after running' })).toEqual(['new']);
  });
});
