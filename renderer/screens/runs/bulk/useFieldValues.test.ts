import { expect, it } from 'vitest';
import { mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useFieldValues } from './useFieldValues.ts';

it('reads the fields of many runs in parts, each run by its id whatever the order of the answer', async () => {
  const filters: string[] = [];
  const listRuns = ({ filter, fields }: { filter: string; fields: string[] }) => {
    filters.push(filter);
    const ids = /\[(.*)\]/.exec(filter)![1]!.split(', ').reverse();
    return Promise.resolve({
      runs: ids.map((id) => ({ id })),
      values: ids.map((id) => fields.map((field) => `${field} of ${id}`)),
    });
  };
  const ids = Array.from({ length: 700 }, (_, at) => `run${at}`);
  const { result } = mountComposable(
    () =>
      useFieldValues(
        () => ids,
        () => ['seed', 'lambda'],
      ),
    { listRuns },
  );
  await settle();
  expect(filters.map((filter) => filter.split(', ').length)).toEqual([500, 200]);
  expect(result.value.value!.get('run3')).toEqual(
    new Map([
      ['seed', 'seed of run3'],
      ['lambda', 'lambda of run3'],
    ]),
  );
  expect(result.value.value!.size).toBe(700);
});
