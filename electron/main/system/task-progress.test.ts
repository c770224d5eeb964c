import { expect, it } from 'vitest';
import type { Activity } from '#api';
import { taskProgress } from './task-progress.ts';

const idle: Activity = {
  liveRuns: 0,
  runningRuns: 0,
  pausedRuns: 0,
  stopping: [],
  progress: 0,
  trainers: null,
  folder: null,
  held: null,
  deleting: null,
  live: [],
};
const waiting = { reason: 'the disk is full', advice: 'free some space', since: '2026-01-01T00:00:00.000Z' };

it.each([
  ['nothing trains', {}, -1, 'none'],
  ['nothing trains and nothing can be stored', { folder: waiting }, -1, 'none'],
  ['runs are queued', { liveRuns: 3, progress: 0.25 }, 0.25, 'normal'],
  ['one of two runs is paused', { liveRuns: 2, runningRuns: 1, pausedRuns: 1, progress: 0.5 }, 0.5, 'normal'],
  [
    'all that started are paused',
    { liveRuns: 3, runningRuns: 0, pausedRuns: 2, progress: 0.5 },
    0.5,
    'paused',
  ],
  ['nothing can be stored', { liveRuns: 1, runningRuns: 1, progress: 1, folder: waiting }, 1, 'error'],
  ['no trainer starts', { liveRuns: 1, trainers: waiting }, 0, 'error'],
] as const)('while %s', (_what, activity, value, mode) => {
  expect(taskProgress({ ...idle, ...activity })).toEqual({ value, mode });
});
