import { beforeEach, describe, expect, it } from 'vitest';
import { describeFieldsQuery, groupRunsQuery, listRunsQuery } from '#api';
import { epochRows, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

let store: TestStore;

/** Runs with two batch sizes and without one, and their last validation loss. */
beforeEach(() => {
  store = temporaryStore();
  const samples = [
    [9, 0.5, ['b']],
    [9, 0.25, []],
    [9, 1.5, ['b', 'a']],
    [100, NaN, ['a']],
    [100, 0.75, []],
    [null, null, []],
  ] as const;
  for (const [batchSize, validationLoss, tags] of samples) {
    const config = runConfig({ batchSize });
    const { id } = store.createRuns([{ config, name: 'run', tags }])[0]!;
    if (validationLoss === null) continue;
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(config, [{ epoch: 0, validationLoss }]), 1);
  }
});

const groups = (query: object) => store.groupRuns(groupRunsQuery.parse(query));

describe('groupRuns', () => {
  // scipy.stats.t.interval(0.95, 2, np.mean([.5, .25, 1.5]), scipy.stats.sem([.5, .25, 1.5]))
  it('returns mean, interval and best of the finite values, and counts the rest', () => {
    const found = groups({ by: ['batchSize'], metrics: ['last.validation_loss'] });
    expect(found.total).toBe(3);
    expect(found.groups.map(({ values, runs }) => [values, runs])).toEqual([
      [[9], 3],
      [[100], 2],
      [[null], 1],
    ]);
    const [small, large, none] = found.groups.map(({ metrics }) => metrics[0]!);
    expect(small).toMatchObject({ n: 3, mean: 0.75, best: 0.25, excluded: 0, missing: 0 });
    expect(small!.ci95![0]).toBeCloseTo(-0.8931027, 6);
    expect(small!.ci95![1]).toBeCloseTo(2.3931027, 6);
    expect(large).toMatchObject({ n: 1, mean: 0.75, ci95: null, excluded: 1 });
    expect(none).toMatchObject({ n: 0, mean: null, best: null, missing: 1 });
  });

  it('sorts by runs or by a metric, missing values last, in pages', () => {
    const sorted = (more: object) =>
      groups({ by: ['batchSize'], metrics: ['lastValidationLoss'], ...more }).groups.map(
        ({ values }) => values[0],
      );
    expect(sorted({ sort: { kind: 'runs' } })).toEqual([null, 100, 9]);
    const best = { kind: 'best', metric: 'last.validation_loss' };
    expect(sorted({ sort: best })).toEqual([9, 100, null]);
    expect(sorted({ sort: best, descending: true })).toEqual([100, 9, null]);
    expect(sorted({ sort: best, offset: 1, limit: 1 })).toEqual([100]);
  });

  it('groups what a filter finds, by several fields', () => {
    const { groups: found } = groups({
      filter: 'batchSize is missing or batchSize > 50',
      by: ['batchSize', 'tag'],
    });
    expect(found.map(({ values, runs }) => [...values, runs])).toEqual([
      [100, 'a', 1],
      [100, null, 1],
      [null, null, 1],
    ]);
  });

  it('puts a run into the group of each of its tags, as a filter by tag would find it', () => {
    const told = groups({ by: ['tag'], metrics: ['last.validation_loss'] }).groups;
    expect(told.map(({ values, runs, metrics }) => [values[0], runs, metrics[0]!.best])).toEqual([
      ['a', 2, 1.5],
      ['b', 2, 0.5],
      [null, 3, 0.25],
    ]);
    for (const { values, runs } of told) {
      const filter = values[0] === null ? 'tag is missing' : `tag = ${values[0]}`;
      expect(store.listRuns(listRunsQuery.parse({ filter })).total).toBe(runs);
    }
  });

  it('treats texts as equal if a filter does, and shows them as they were written', () => {
    for (const name of ['Run 2', 'run 2', 'run 10'])
      store.createRuns([{ config: runConfig(), name, tags: [] }]);
    const { groups: found } = groups({ by: ['name'], filter: 'name starts with "run "' });
    expect(found.map(({ values, runs }) => [values[0], runs])).toEqual([
      ['Run 2', 2],
      ['run 10', 1],
    ]);
    const [name] = store.describeFields(describeFieldsQuery.parse({ fields: ['name'] })).fields;
    expect(name!.values.map(({ value }) => value)).toEqual(['run', 'Run 2', 'run 10', 'run 2']);
  });

  it('rejects an unknown field, and one that is not a number', () => {
    expect(() => groups({ by: ['sed'] })).toThrow('there is no field "sed"; did you mean seed?');
    expect(() => groups({ by: ['seed'], metrics: ['name'] })).toThrow(
      'name is text; group metrics are numbers',
    );
  });
});

describe('describeFields', () => {
  const described = (query: object) => store.describeFields(describeFieldsQuery.parse(query));

  it('says which parts of configs occur', () => {
    const names = described({}).occurring.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['name', 'validation_loss', 'batchSize', 'layers.2.units']));
    expect(names).not.toContain('optimizer.momentum');
    expect(names).not.toContain('layers.9.units');
    expect(described({}).layers.map(({ kind }) => kind)).toEqual(['dense', 'relu', 'dense', 'softmax']);
  });

  it('counts values, and puts numbers into bins', () => {
    const [loss, tag, size] = described({ fields: ['last.validation_loss', 'tag', 'batchSize'] }).fields;
    expect(loss).toMatchObject({ runs: 6, missing: 1, nan: 1, distinct: 4, range: [0.25, 1.5] });
    // np.histogram([.5, .25, 1.5, .75], 32)[0]
    const bins = [...loss!.histogram!.counts].flatMap((count, bin) => (count > 0 ? [[bin, count]] : []));
    expect(bins).toEqual([[0, 1], [6, 1], [12, 1], [31, 1]]); // oxfmt-ignore
    expect(loss!.logHistogram!.edges[0]).toBeCloseTo(Math.log10(0.25), 14);
    expect(tag!.values).toEqual([
      { value: 'a', runs: 2 },
      { value: 'b', runs: 2 },
    ]);
    expect(tag).toMatchObject({ missing: 3, range: null, histogram: null });
    expect(size!.values).toEqual([
      { value: 9, runs: 3 },
      { value: 100, runs: 2 },
    ]);
    expect(described({ filter: 'batchSize = 9', fields: ['batchSize'] }).fields[0]).toMatchObject({
      runs: 3,
      distinct: 1,
    });
  });
});
