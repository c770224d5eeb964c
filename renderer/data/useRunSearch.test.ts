import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { RunSummary } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useRunSearch } from './useRunSearch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows what matches the current words, errors included', async () => {
  const words = ref<string | null>(' ');
  const listRuns = answeredLater<{ filter: string; limit: number }, { total: number; runs: [] }>();
  const { result } = mountComposable(() => useRunSearch(() => words.value, 5), { listRuns });
  await listRuns.asked[0]!.answer({ total: 1, runs: [] });
  for (words.value of ['a', 'ad', 'adam']) await vi.advanceTimersByTimeAsync(50);
  await vi.advanceTimersByTimeAsync(100);
  expect(listRuns.asked.map(({ input }) => input)).toEqual([
    { filter: '', limit: 5 },
    { filter: 'adam', limit: 5 },
  ]);
  words.value = 'sgd';
  await vi.advanceTimersByTimeAsync(100);
  await listRuns.asked[2]!.answer({ total: 3, runs: [] });
  await listRuns.asked[1]!.fail('late');
  expect([result.value.value?.total, result.error.value]).toEqual([3, null]);
  words.value = null;
  await settle();
  expect(result.value.value).toBeNull();
});

it('puts runs with that name first, including those beyond the page of other matches', async () => {
  const named = (...names: string[]) => names.map((name) => ({ id: name, name }) as RunSummary);
  const words = ref('mixed 3');
  const listRuns = answeredLater<{ filter: string; limit: number }, { total: number; runs: RunSummary[] }>();
  const { result } = mountComposable(() => useRunSearch(() => words.value, 3), { listRuns });
  const names = () => result.value.value?.runs.map(({ name }) => name);
  await listRuns.asked[0]!.answer({ total: 3, runs: named('mixed 4', 'Mixed 3', 'mixed 2') });
  expect(names()).toEqual(['Mixed 3', 'mixed 4', 'mixed 2']);

  words.value = 'a "3"';
  await vi.advanceTimersByTimeAsync(100);
  await listRuns.asked[1]!.answer({ total: 40, runs: named('x', 'a "3" b', 'y') });
  expect(listRuns.asked[2]!.input).toEqual({ filter: String.raw`name contains "a \"3\""`, limit: 3 });
  await listRuns.asked[2]!.answer({ total: 2, runs: named('a "3" b', 'old a "3"') });
  expect(names()).toEqual(['a "3" b', 'old a "3"', 'x']);
  expect(result.value.value?.total).toBe(40);
});
