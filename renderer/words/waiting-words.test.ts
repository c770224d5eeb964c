import { expect, test } from 'vitest';
import type { Activity } from '#api';
import { tellHeld, tellWaiting } from './waiting-words.ts';

const since = '2026-01-02T03:04:05.000Z';
const run = {
  id: 'a',
  name: 'a',
  status: 'running',
  epochsDone: 1,
  epochs: 2,
  replaying: null,
  threads: null,
} as const;
const idle: Activity = {
  ...{
    liveRuns: 2,
    runningRuns: 2,
    pausedRuns: 0,
    stopping: [],
    progress: 0.5,
    trainers: null,
    folder: null,
    held: null,
    deleting: null,
  },
  live: [{ ...run, waiting: null }],
};
const full = { reason: 'the disk is full', advice: 'free some space', since };

test('what is wrong with the folder comes first, then what a run waits for, then why no process starts; nothing is said if nothing waits', () => {
  const trainers = { reason: 'no training process can be started: EMFILE', advice: 'close windows', since };
  expect(tellWaiting(idle)).toBeNull();
  expect(tellWaiting({ ...idle, trainers })).toEqual({
    what: 'No training process can be started: EMFILE.',
    advice: 'Close windows; starting one is tried again, and what is queued stays queued.',
  });
  expect(tellWaiting({ ...idle, trainers, live: [...idle.live, { ...run, waiting: full }] })).toEqual({
    what: 'Training is waiting: the disk is full.',
    advice: 'Free some space; training continues automatically, and nothing is lost.',
  });
  const folder = { reason: 'the database was moved', advice: 'put it back', since };
  expect(tellWaiting({ ...idle, folder, live: [{ ...run, waiting: full }] })).toEqual({
    what: 'The database was moved.',
    advice: 'Put it back.',
  });
});

test('runs that are held back are mentioned apart from those that wait, and not if every run was paused by a person', () => {
  const held = { reason: 'the computer is running on battery power', advice: 'plug it in', since };
  const paused = { ...run, status: 'paused', waiting: held } as const;
  expect(tellHeld({ ...idle, held, live: [paused] })).toEqual({
    what: 'Training is paused: the computer is running on battery power.',
    advice: 'Plug it in, and training continues automatically.',
  });
  expect(tellWaiting({ ...idle, held, live: [paused] })).toBeNull();
  expect(tellWaiting({ ...idle, held, live: [paused, { ...run, waiting: full }] })?.what).toBe(
    'Training is waiting: the disk is full.',
  );
  expect(tellHeld({ ...idle, held })).toBeNull();
  expect(tellHeld({ ...idle, live: [{ ...run, waiting: full }] })).toBeNull();
});
