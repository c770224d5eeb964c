import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { presets, type ManySeries, type RunDetail } from '#api';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useRunStore } from '../../../data/useRunStore.ts';
import { usePeek } from './usePeek.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const runOf = (id: string, more: Partial<RunDetail> = {}) =>
  ({ id, name: id, status: 'completed', branch: null, config: presets[1]!.config, ...more }) as RunDetail;
const ids = ref<string[]>([]);

function mountPeek(details: Readonly<Record<string, RunDetail>> = {}) {
  const readManySeries = answeredLater<{ ids: string[] }, ManySeries>();
  const getRun = vi.fn(({ id }: { id: string }) => Promise.resolve(details[id] ?? runOf(id)));
  const mounted = mountComposable(
    () => {
      for (const id of ['a', 'b', 'c']) useRunStore().byId.set(id, runOf(id));
      return usePeek(
        () => ids.value,
        () => 'loss',
      );
    },
    { readManySeries, getRun },
  );
  const answer = (at: number): Promise<void> =>
    readManySeries.asked[at]!.answer({
      runs: readManySeries.asked[at]!.input.ids.map((id) => ({ id, epochsDone: 1, series: {} })),
    });
  const shown = (): (string | undefined)[] => mounted.result.peek.value?.runs.map(({ run }) => run.id) ?? [];
  return { ...mounted, readManySeries, getRun, answer, shown };
}

it('keeps what it shows until the next run is read, and drops the answer for a run that was skipped', async () => {
  ids.value = ['a'];
  const { readManySeries, answer, shown, result } = mountPeek();
  await answer(0);
  ids.value = ['b'];
  await vi.advanceTimersByTimeAsync(100);
  ids.value = ['c'];
  await vi.advanceTimersByTimeAsync(100);
  expect(shown()).toEqual(['a']);
  await answer(1);
  expect(shown()).toEqual(['a']);
  await answer(2);
  expect([shown(), result.peek.value?.detail?.id]).toEqual([['c'], 'c']);
  expect(readManySeries.asked.map(({ input }) => input.ids)).toEqual([['a'], ['b'], ['c']]);
});

it('reads nothing for rows that are only passed over', async () => {
  ids.value = ['a'];
  const { readManySeries, answer } = mountPeek();
  await answer(0);
  for (const id of ['b', 'c', 'b', 'c']) {
    ids.value = [id];
    await vi.advanceTimersByTimeAsync(20);
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(readManySeries.asked.map(({ input }) => input.ids)).toEqual([['a'], ['c']]);
});

it('for several runs reads only the curves; for one also its notes and its base', async () => {
  ids.value = ['a', 'b'];
  const { getRun, answer, result } = mountPeek({
    a: runOf('a', { branch: { parentId: 'c', parentName: 'c', epoch: 3 } }),
  });
  await answer(0);
  expect([result.peek.value?.runs.length, result.peek.value?.detail, getRun.mock.calls]).toEqual([
    2,
    null,
    [],
  ]);
  ids.value = ['a'];
  await vi.advanceTimersByTimeAsync(100);
  await answer(1);
  await settle();
  expect(result.peek.value?.base?.name).toBe('c');
  ids.value = ['b'];
  await vi.advanceTimersByTimeAsync(100);
  await answer(2);
  await settle();
  expect(result.peek.value?.base?.name).toBe('chapter-1000x64');
});

it('follows a training run once a second, and an edited one at once', async () => {
  ids.value = ['a'];
  const { emit, readManySeries, answer } = mountPeek();
  await answer(0);
  const told = (status: string) => emit({ kind: 'runsChanged', runs: [runOf('a', { status } as never)] });
  for (let times = 0; times < 10; times++) {
    told('running');
    await vi.advanceTimersByTimeAsync(50);
    if (readManySeries.asked.length > 1) await answer(readManySeries.asked.length - 1);
  }
  expect(readManySeries.asked).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1500);
  await answer(readManySeries.asked.length - 1);
  const before = readManySeries.asked.length;
  told('completed');
  expect(readManySeries.asked).toHaveLength(before + 1);
});
