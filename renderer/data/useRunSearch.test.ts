import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useRunSearch } from './useRunSearch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('shows what matches the words that stand there now, errors too', async () => {
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
