import { expect, it } from 'vitest';
import type { Workers } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { usePlace } from './usePlace.ts';
import { useFollowedWorkers, useWorkers } from './useWorkers.ts';

const queue = { trouble: null } as never;
const taker = { state: 'ready', refusal: null, slots: 2 } as never;
const answerOf = (rest: Partial<Workers>): Workers => ({ queue: null, workers: [], ...rest });

it('are followed for as long as someone is looking', async () => {
  const listWorkers = answeredLater<undefined, Workers>();
  const { result, unmount } = mountComposable(() => useFollowedWorkers(), { listWorkers });
  expect([result.isKnown, result.queue, result.followers]).toEqual([false, null, 1]);
  await listWorkers.asked[0]!.answer(answerOf({}));
  expect([result.isKnown, result.queue]).toEqual([true, null]);
  void result.reload();
  await listWorkers.asked.at(-1)!.answer(answerOf({ queue, workers: [taker] }));
  expect([result.workers.length, result.queue]).toEqual([1, queue]);
  unmount();
  expect(result.followers).toBe(0);
});

it('offer a place only with a queue, and say what waits for workers', async () => {
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
  // Workers that are leaving or of another version take nothing.
  const others = [{ state: 'draining', refusal: null } as never, { state: 'ready', refusal: 'old' } as never];
  answer = answerOf({ queue, workers: others });
  await store.reload();
  expect(place.warning.value).toMatch(/^No worker is connected/);
  answer = answerOf({ queue, workers: [taker, taker] });
  await store.reload();
  expect([place.warning.value, place.note.value]).toEqual([null, '2 workers with 4 slots']);
});
