import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shallowRef } from 'vue';
import type { AnsweredSweepLine, RunSummary } from '#api';
import { answeredLater, mountComposable } from './composable-fixture.ts';
import { useSweepAnswers } from './useSweepAnswers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks for the sweeps in view, and again when a run of one of them changes', async () => {
  const inView = shallowRef<readonly string[]>([]);
  const answerSweeps = answeredLater<{ ids: string[] }, { sweeps: AnsweredSweepLine[] }>();
  const { result, emit } = mountComposable(() => useSweepAnswers(() => inView.value), { answerSweeps });
  const asked = () => answerSweeps.asked.map(({ input }) => input.ids);
  const changed = async (...sweepIds: (string | null)[]): Promise<void> => {
    emit({ kind: 'runsChanged', runs: sweepIds.map((sweepId) => ({ id: 'r', sweepId }) as RunSummary) });
    await vi.advanceTimersByTimeAsync(2000);
  };
  expect(asked()).toEqual([]);
  inView.value = ['a', 'b', 'a'];
  await vi.advanceTimersByTimeAsync(0);
  await answerSweeps.asked[0]!.answer({ sweeps: ['a', 'b'].map((id) => ({ id }) as AnsweredSweepLine) });
  expect([...result.value.keys()]).toEqual(['a', 'b']);
  await changed(null, 'elsewhere');
  expect(asked()).toEqual([['a', 'b']]);
  await changed('elsewhere', 'b');
  expect(asked()).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});
