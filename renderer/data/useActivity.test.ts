import { expect, it } from 'vitest';
import type { Activity } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useActivity, useReplaying } from './useActivity.ts';

const activityOf = (liveRuns: number): Activity =>
  ({ liveRuns, live: [{ id: 'r', replaying: liveRuns }] }) as never;

function mountActivity() {
  const getActivity = answeredLater<undefined, Activity>();
  const mounted = mountComposable(() => ({ store: useActivity(), replaying: useReplaying(() => 'r') }), {
    getActivity,
  });
  return { ...mounted, getActivity };
}

it('is read once and then updated by events', async () => {
  const { result, getActivity, emit } = mountActivity();
  expect([result.store.activity.liveRuns, result.replaying.value]).toEqual([0, null]);
  await getActivity.asked[0]!.answer(activityOf(2));
  expect([result.store.activity.liveRuns, result.replaying.value]).toEqual([2, 2]);
  emit({ kind: 'activityChanged', activity: activityOf(3) });
  expect([result.store.activity.liveRuns, getActivity.asked.length]).toEqual([3, 1]);
});

it('ignores an answer that an event has overtaken', async () => {
  const { result, getActivity, emit } = mountActivity();
  emit({ kind: 'activityChanged', activity: activityOf(5) });
  await getActivity.asked[0]!.answer(activityOf(4));
  expect(result.store.activity.liveRuns).toBe(5);
});

it('is read again after a reconnection', async () => {
  const { result, getActivity, connection } = mountActivity();
  await getActivity.asked[0]!.fail();
  connection.value = 'lost';
  await settle();
  connection.value = 'open';
  await settle();
  await getActivity.asked[1]!.answer(activityOf(1));
  expect(result.store.activity.liveRuns).toBe(1);
});
