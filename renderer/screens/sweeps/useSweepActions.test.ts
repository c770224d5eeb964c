import { afterEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { AppError } from '#api';
import { mountComposable } from '../../data/composable-fixture.ts';
import { toasts, undoLatest } from '../../data/toasts.ts';
import { useSweepActions } from './useSweepActions.ts';

afterEach(() => void toasts.splice(0));

function mountActions(client: Parameters<typeof mountComposable>[1]) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] });
  return mountComposable(() => useSweepActions(() => undefined), client, { plugins: [router] }).result;
}

it('stops the live runs of a sweep, says how many, and resumes exactly these when undone', async () => {
  // Between the read and the stop one run ends, which makes the host refuse.
  const members = [
    [
      { id: 'a', status: 'running' },
      { id: 'b', status: 'queued' },
      { id: 'c', status: 'completed' },
    ],
    [
      { id: 'a', status: 'completed' },
      { id: 'b', status: 'running' },
    ],
  ];
  const getSweep = vi.fn(() => Promise.resolve({ members: members.shift() }));
  const stopRuns = vi
    .fn()
    .mockRejectedValueOnce(new AppError('conflict', 'run a is completed'))
    .mockResolvedValueOnce({ runs: [{ id: 'b', status: 'stopped' }] });
  const resumeRuns = vi.fn(() => Promise.resolve({ runs: [] }));
  const { stop } = mountActions({ getSweep, stopRuns, resumeRuns });
  await stop({ id: 's', name: 'lambdas' });
  expect(stopRuns.mock.calls).toEqual([[{ ids: ['a', 'b'] }], [{ ids: ['b'] }]]);
  expect(toasts.map(({ text }) => text)).toEqual(['Stopped 1 run.']);
  await undoLatest();
  expect(resumeRuns.mock.calls).toEqual([[{ ids: ['b'] }]]);
});

it('counts the runs that were trashed with a sweep, and restores both', async () => {
  const trashSweep = vi.fn(() => Promise.resolve({ runs: 4, movedRuns: 7 }));
  const restoreSweep = vi.fn(() => Promise.resolve({ runs: 4, movedRuns: 7 }));
  const { trash } = mountActions({ trashSweep, restoreSweep });
  await trash({ id: 's', name: 'lambdas' });
  expect(toasts.map(({ text }) => text)).toEqual(['Moved lambdas with 7 runs to the trash.']);
  await undoLatest();
  expect(restoreSweep).toHaveBeenCalledWith({ id: 's' });
});
