import { expect, it } from 'vitest';
import { ref } from 'vue';
import { AppError, type RunDetail, type RunSummary } from '#api';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useRun, useRunStore } from './useRunStore.ts';

const runOf = (id: string, change: Partial<RunSummary> = {}): RunDetail =>
  ({ id, status: 'running', epochsDone: 1, notes: `of ${id}`, ...change }) as never;

function mountRun() {
  const id = ref('a');
  const getRun = answeredLater<{ id: string }, RunDetail>();
  const mounted = mountComposable(() => ({ used: useRun(id), store: useRunStore() }), { getRun });
  return { ...mounted, id, getRun, used: mounted.result.used };
}

it('follows the run by events between reads', async () => {
  const { used, getRun, emit } = mountRun();
  await getRun.asked[0]!.answer(runOf('a'));
  emit({ kind: 'runsChanged', runs: [runOf('a', { epochsDone: 7 }), runOf('never asked for')] });
  await settle();
  expect([used.run.value?.epochsDone, used.detail.value?.notes]).toEqual([7, 'of a']);
  expect(getRun.asked).toHaveLength(1);
});

it('shows nothing of the previous run, however late its answer comes', async () => {
  const { used, id, getRun, result } = mountRun();
  id.value = 'b';
  await settle();
  await getRun.asked[0]!.answer(runOf('a'));
  expect([used.detail.value, result.store.byId.has('a')]).toEqual([undefined, false]);
  await getRun.asked[1]!.answer(runOf('b'));
  id.value = 'c';
  await settle();
  expect(used.detail.value).toBeUndefined();
  await getRun.asked[2]!.fail('gone');
  expect(used.error.value?.message).toBe('gone');
});

it('is read again when its status changes, when it is edited, and when another process writes', async () => {
  const { getRun, emit } = mountRun();
  await getRun.asked[0]!.answer(runOf('a'));
  emit({ kind: 'runsChanged', runs: [runOf('a', { status: 'paused' })] });
  await settle();
  await getRun.asked[1]!.answer(runOf('a', { status: 'completed' }));
  emit({ kind: 'runsChanged', runs: [runOf('a', { status: 'completed' })] });
  await settle();
  const edited = getRun.asked.length;
  expect(edited).toBeGreaterThan(2);
  await getRun.asked.at(-1)!.answer(runOf('a', { status: 'completed' }));
  emit({ kind: 'historyChanged' });
  await settle();
  expect(getRun.asked.length).toBeGreaterThan(edited);
});

it('keeps what an event has told since a run was asked for: the answer may have left the host before', async () => {
  const { used, getRun, emit } = mountRun();
  emit({ kind: 'runsChanged', runs: [runOf('a', { name: 'new' })] });
  await getRun.asked[0]!.answer(runOf('a', { name: 'old' }));
  expect([used.run.value?.name, used.detail.value?.notes]).toEqual(['new', 'of a']);
  void used.reload();
  emit({ kind: 'runsChanged', runs: [runOf('a', { name: 'newer' })] });
  await getRun.asked[1]!.answer(runOf('a', { name: 'new' }));
  expect(used.run.value?.name).toBe('newer');
  void used.reload();
  await getRun.asked[2]!.answer(runOf('a', { name: 'newest' }));
  expect(used.run.value?.name).toBe('newest');
});

it('brings back nothing that was removed since it was asked for', async () => {
  const { used, getRun, emit } = mountRun();
  emit({ kind: 'runsRemoved', ids: ['a'] });
  await getRun.asked[0]!.answer(runOf('a'));
  expect(used.run.value).toBeUndefined();
});

it('forgets what was removed', async () => {
  const { used, getRun, emit } = mountRun();
  await getRun.asked[0]!.answer(runOf('a'));
  emit({ kind: 'runsRemoved', ids: ['a'] });
  expect(used.run.value).toBeUndefined();
});

it('forgets what another process has deleted, and keeps what could not be read for another reason', async () => {
  const { used, getRun, emit } = mountRun();
  await getRun.asked[0]!.answer(runOf('a'));
  emit({ kind: 'historyChanged' });
  await getRun.asked[1]!.fail(new AppError('internal', 'it broke'));
  expect([used.run.value?.id, used.error.value?.message]).toEqual(['a', 'it broke']);
  emit({ kind: 'historyChanged' });
  await getRun.asked[2]!.fail(new AppError('notFound', 'there is no run "a"'));
  expect([used.run.value, used.error.value?.code]).toEqual([undefined, 'notFound']);
});
