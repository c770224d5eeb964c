import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { mountComposable } from '../../data/composable-fixture.ts';
import { useFilterHistory } from './useFilterHistory.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('keeps filters that stood for a while, each once, latest first', async () => {
  const filter = ref('');
  const { result: history } = mountComposable(() => useFilterHistory(filter));
  for (const [text, forMs] of [
    ['seed = 3', 4000],
    ['seed = 3 and', 1000],
    ['otter', 4000],
    ['seed = 3', 4000],
  ] as const) {
    filter.value = text;
    await vi.advanceTimersByTimeAsync(forMs);
  }
  expect(history.value).toEqual(['seed = 3', 'otter']);
  for (let seed = 0; seed < 40; seed++) {
    filter.value = `seed = ${seed}`;
    await vi.advanceTimersByTimeAsync(4000);
  }
  expect([history.value.length, history.value[0]]).toEqual([30, 'seed = 39']);
});
