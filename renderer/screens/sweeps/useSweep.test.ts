import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RunSummary, SweepDetail } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { sweepOf } from '../../figures/sweep.fixture.ts';
import { soFarSentence, withProgress } from './sweep-progress.ts';
import { useSweep } from './useSweep.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const axis = [{ 'layers.0.weightRegularizerL2': 0 }, { 'layers.0.weightRegularizerL2': 1e-3 }];

/** Two cells of two seeds, all queued. */
function queuedSweep(): SweepDetail {
  const { definition, grid, members } = sweepOf([axis], [0, 1], () => [0.5, 0.7]);
  const queued = members.map((member) => ({ ...member, status: 'queued' as const, epochsDone: 0 }));
  return { id: 's', name: 's', definition, grid, members: queued, confirmations: [], progress: 0 } as never;
}
const told = (id: string, status: RunSummary['status'], epochsDone: number): RunSummary =>
  ({ id, sweepId: 's', status, epochsDone, durationMs: 5, divergedAt: null }) as never;

it('moves with events while the next read is pending', async () => {
  const getSweep = answeredLater<{ id: string }, SweepDetail>();
  const { result, emit } = mountComposable(() => useSweep('s'), { getSweep });
  await getSweep.asked[0]!.answer(queuedSweep());
  const { settled } = result;
  const before = settled.value;
  const { epochs } = before!.definition.base;
  await vi.advanceTimersByTimeAsync(500);

  emit({
    kind: 'runsChanged',
    runs: [told('r0-0', 'completed', epochs), told('r1-1', 'running', epochs / 2)],
  });
  await settle();
  expect(getSweep.asked).toHaveLength(2); // requested, not answered
  expect(result.sweep.value).toMatchObject({
    progress: 1.5 / 4,
    counts: { completed: 1, running: 1, queued: 2 },
  });
  // What figures are made of waits for the losses, which events do not include in this form.
  expect(settled.value).toBe(before);

  emit({ kind: 'runsChanged', runs: [{ ...told('r0-0', 'stopped', 0), sweepId: 'another' }] });
  expect(result.sweep.value?.counts.completed).toBe(1);
});

it('is the same object if nothing moved, and knows runs that stopped early', () => {
  const sweep = queuedSweep();
  expect(withProgress(sweep, [told('r0-0', 'queued', 0), told('elsewhere', 'running', 5)])).toBe(sweep);
  const { epochs } = sweep.definition.base;
  const ended = withProgress(sweep, [
    told('r0-0', 'diverged', 3),
    told('r0-1', 'stopped', epochs / 4),
    told('r1-0', 'failed', 0),
  ]);
  expect(ended.progress).toBeCloseTo(1.25 / 4, 12);
  expect(ended.counts).toMatchObject({ diverged: 1, stopped: 1, failed: 1, queued: 1, missing: 0 });
});

it('says how many runs findings are based on until none is live', () => {
  const sweep = queuedSweep();
  const some = withProgress(sweep, [told('r0-0', 'completed', 9), told('r0-1', 'diverged', 9)]);
  expect(soFarSentence(some)).toBe('So far: 2 of 4 runs have ended.');
  const all = withProgress(some, [told('r1-0', 'stopped', 9), told('r1-1', 'completed', 9)]);
  expect(soFarSentence(all)).toBeNull();
});

it('is read again when a run is removed, and shows why it could not be', async () => {
  const getSweep = answeredLater<{ id: string }, SweepDetail>();
  const { result, emit } = mountComposable(() => useSweep('s'), { getSweep });
  await getSweep.asked[0]!.fail('gone');
  expect(result.error.value?.message).toBe('gone');
  await vi.advanceTimersByTimeAsync(500);
  emit({ kind: 'runsRemoved', ids: ['x'] });
  await getSweep.asked[1]!.answer(queuedSweep());
  expect([result.error.value, result.sweep.value?.id]).toEqual([null, 's']);
});
