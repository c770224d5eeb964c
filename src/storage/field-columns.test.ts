import { beforeEach, describe, expect, it } from 'vitest';
import { readColumnsQuery, type FieldColumns } from '#api';
import { epochRows, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

let store: TestStore;
const columns = (query: object): Promise<FieldColumns> => store.readColumns(readColumnsQuery.parse(query));

/** Batch size, learning rate and last validation loss of each run, oldest first. */
beforeEach(() => {
  store = temporaryStore();
  const samples = [
    [10, 0.05, 0.5],
    [9, 0.05, NaN],
    [null, 0.05, null],
  ] as const;
  samples.forEach(([batchSize, learningRate, validationLoss], at) => {
    const config = runConfig({ batchSize, optimizer: { kind: 'adam', learningRate } });
    const { id } = store.createRuns([{ config, name: `run-${at}`, tags: at === 0 ? ['wide'] : [] }])[0]!;
    if (validationLoss === null) return;
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(config, [{ epoch: 0, validationLoss }]), 1);
  });
});

describe('readColumns', () => {
  it('returns one value per run, newest first, and tells NaN from missing values', async () => {
    const { total, runs, columns: found } = await columns({ fields: ['last.validation_loss', 'tag'] });
    expect([total, runs.map(({ name }) => name)]).toEqual([3, ['run-2', 'run-1', 'run-0']]);
    expect(found[0]).toMatchObject({
      kind: 'number',
      missing: 1,
      nan: 1,
      absent: Float64Array.of(0),
      values: Float64Array.of(NaN, NaN, 0.5),
    });
    expect(found[1]).toMatchObject({
      kind: 'text',
      missing: 2,
      texts: ['wide'],
      values: Float64Array.of(-1, -1, 0),
    });
  });

  it('adds the fields in which the runs differ, including values that some runs lack, and repeats none', async () => {
    const all = await columns({ fields: ['status'], withDiffering: true });
    expect(all.columns.map(({ field }) => field.name)).toEqual(['status', 'batchSize']);
    const known = await columns({ fields: ['batchSize'], withDiffering: true });
    expect(known.columns.map(({ field }) => field.name)).toEqual(['batchSize']);
    const fewer = await columns({ filter: 'batchSize = 9', withDiffering: true });
    expect(fewer).toMatchObject({ total: 1, columns: [], left: 0 });
  });

  it('returns times as numbers', async () => {
    const [created] = (await columns({ fields: ['created'] })).columns;
    const times = store.listRuns({
      filter: '',
      trashed: false,
      sort: 'created',
      descending: true,
      offset: 0,
      limit: 9,
    });
    expect([...created!.values]).toEqual(times.runs.map((run) => Date.parse(run.createdAt)));
  });

  it('rejects an unknown field', async () => {
    await expect(columns({ fields: ['sed'] })).rejects.toThrow('there is no field "sed"; did you mean seed?');
  });
});
