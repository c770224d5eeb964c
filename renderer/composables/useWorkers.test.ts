import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Workers } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { usePlace } from './usePlace.ts';
import { useFollowedWorkers, useWorkers } from './useWorkers.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

const queue = { trouble: null } as never;
const taker = { state: 'ready', refusal: null, slots: 2 } as never;
const answerOf = (rest: Partial<Workers>): Workers => ({ queue: null, workers: [], ...rest });

it('are listed every few seconds while somebody looks, and once where there is no queue', async () => {
  const listWorkers = answeredLater<undefined, Workers>();
  const { result, unmount } = mountComposable(
    () => ({ store: useWorkers(), followed: useFollowedWorkers() }),
    {
      listWorkers,
    },
  );
  const { store } = result;
  expect([store.isKnown, store.queue]).toEqual([false, null]);
  await listWorkers.asked[0]!.answer(answerOf({}));
  await listWorkers.asked[1]?.answer(answerOf({}));
  const before = listWorkers.asked.length;
  vi.advanceTimersByTime(10_000);
  expect([store.isKnown, store.queue, listWorkers.asked.length]).toEqual([true, null, before]);
  void store.reload();
  await listWorkers.asked.at(-1)!.answer(answerOf({ queue, workers: [taker] }));
  vi.advanceTimersByTime(3100);
  expect([store.workers.length, listWorkers.asked.length]).toEqual([1, before + 2]);
  unmount();
  await listWorkers.asked.at(-1)!.answer(answerOf({ queue }));
  vi.advanceTimersByTime(10_000);
  expect(listWorkers.asked.length).toBe(before + 2);
});

it('a place is offered with a queue alone, and what waits for workers is said', async () => {
  let answer = answerOf({});
  const { result } = mountComposable(() => ({ place: usePlace(), store: useWorkers() }), {
    listWorkers: () => Promise.resolve(answer),
  });
  const { place, store } = result;
  await settle();
  place.place.value = 'workers';
  expect([place.isOffered.value, place.place.value, place.warning.value]).toEqual([false, 'here', null]);
  answer = answerOf({ queue });
  await store.reload();
  expect([place.isOffered.value, place.place.value]).toEqual([true, 'workers']);
  expect(place.warning.value).toBe('No worker is connected: runs wait');
  place.place.value = 'both';
  expect(place.warning.value).toBe('No worker is connected: runs train here alone');
  // Those that leave or are of another version take nothing.
  const others = [{ state: 'draining', refusal: null } as never, { state: 'ready', refusal: 'old' } as never];
  answer = answerOf({ queue, workers: others });
  await store.reload();
  expect(place.warning.value).toMatch(/^No worker is connected/);
  answer = answerOf({ queue, workers: [taker, taker] });
  await store.reload();
  expect([place.warning.value, place.note.value]).toEqual([null, '2 workers with 4 slots']);
});
