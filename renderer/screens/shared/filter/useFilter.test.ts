import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { FieldDescriptions } from '#api';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useFilter } from './useFilter.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function mountFilter(address = '/runs') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/runs', component: {} }],
  });
  await router.push(address);
  const describeFields = answeredLater<{ fields: string[] }, FieldDescriptions>();
  const { result } = mountComposable(useFilter, { describeFields }, { plugins: [router] });
  const type = async (text: string, restMs = 1000): Promise<void> => {
    result.text.value = text;
    await vi.advanceTimersByTimeAsync(restMs);
    await settle();
  };
  return { filter: result, router, describeFields, type };
}

it('follows what can be parsed, keeps it while a term is half typed, and reports errors once typing pauses', async () => {
  const { filter, router, type } = await mountFilter();
  await type('seed = 3');
  expect([filter.accepted.value, router.currentRoute.value.query]).toEqual([
    'seed = 3',
    { filter: 'seed = 3' },
  ]);
  await type('seed = 3 and loss <', 200);
  expect([filter.accepted.value, filter.problem.value]).toEqual(['seed = 3', null]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(filter.problem.value).toMatchObject({ from: 19, to: 19 });
  await type('');
  expect([filter.accepted.value, filter.problem.value, router.currentRoute.value.query]).toEqual([
    '',
    null,
    {},
  ]);
});

it('starts with the filter of the address, and goes back with it', async () => {
  const { filter, router } = await mountFilter('/runs?filter=otter');
  expect([filter.text.value, filter.accepted.value]).toEqual(['otter', 'otter']);
  await router.push('/runs?filter=status%20%3D%20failed');
  await settle();
  expect([filter.text.value, filter.accepted.value]).toEqual(['status = failed', 'status = failed']);
});

it('shows an address that cannot be parsed, with its error, and keeps the list as it was', async () => {
  const { filter, router } = await mountFilter('/runs?filter=sed+%3E');
  expect([filter.text.value, filter.accepted.value]).toEqual(['sed >', '']);
  expect(filter.problem.value).toMatchObject({ from: 5 });
  await router.push('/runs?filter=seed+%3D');
  await vi.advanceTimersByTimeAsync(1000);
  expect([filter.text.value, filter.accepted.value]).toEqual(['seed =', '']);
  expect(filter.problem.value).toMatchObject({ from: 6 });
});

it('offers the values that occur once they are read', async () => {
  const { filter, describeFields, type } = await mountFilter();
  await type('dataset = ');
  const values = (): string[] => filter.complete(10).items.map(({ text }) => text);
  values();
  expect(describeFields.asked.map(({ input }) => input.fields)).toEqual([['dataset']]);
  const found = { values: [{ value: 'moons', runs: 7 }] } as never;
  await describeFields.asked[0]!.answer({ layers: [], occurring: [], fields: [found] });
  expect(values()[0]).toBe('moons');
});
