import { beforeEach, expect, it } from 'vitest';
import { differingFieldsQuery, type RunConfigInput } from '#api';
import { runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

let store: TestStore;
beforeEach(() => {
  store = temporaryStore();
  create('a', { seed: 1, batchSize: 8 }, ['wide']);
  create('b', { seed: 2, batchSize: 8, optimizer: { kind: 'sgd' } }, ['wide']);
  create('c', { seed: 3, batchSize: null }, []);
});

function create(name: string, changes: Partial<RunConfigInput>, tags: string[]): void {
  store.createRuns([{ config: runConfig(changes), name, tags }]);
}
const differing = (query: object): string[] => store.differingFields(differingFieldsQuery.parse(query));

it('lists the requested fields, then all config paths, in which runs differ', () => {
  const found = differing({ fields: ['tag', 'status', 'validation_loss', 'name'] });
  expect(found.slice(0, 2)).toEqual(['tag', 'name']);
  // What belongs to only one optimizer is present in one config and missing in the other.
  expect(found.slice(2)).toEqual(
    expect.arrayContaining(['batchSize', 'optimizer.kind', 'optimizer.momentum', 'optimizer.beta1']),
  );
  expect(found).not.toContain('epochs');
  // The seed is a field of the run, not of its config.
  expect(found).not.toContain('seed');
});

it('looks only at the runs of the selection', () => {
  expect(differing({ filter: 'tag = wide and optimizer.kind = adam', fields: ['seed'] })).toEqual([]);
  expect(differing({ filter: 'batchSize is missing or name = a', fields: ['seed', 'tag'] })).toEqual([
    'seed',
    'tag',
    'batchSize',
  ]);
  expect(differing({ filter: 'name = nobody', fields: ['seed'] })).toEqual([]);
  expect(() => differing({ fields: ['sed'] })).toThrow('did you mean seed?');
});
