import { expect, it } from 'vitest';
import { interruptionWords, moveFacts } from './move-words.ts';

const GiB = 1024 ** 3;
const plan = {
  folder: '/data/runs',
  kind: 'free',
  databaseBytes: GiB,
  backupBytes: 0,
  freeBytes: null,
} as const;

it('says what is moved where, as far as it is known', () => {
  expect(moveFacts('/home/ada', plan)).toEqual([
    ['From', '/home/ada'],
    ['To', '/data/runs'],
    ['Database', '1.0 GiB'],
  ]);
  expect(moveFacts('/home/ada', { ...plan, backupBytes: 3 * GiB, freeBytes: 40 * GiB }).slice(3)).toEqual([
    ['Backups', '3.0 GiB'],
    ['Free there', '40 GiB'],
  ]);
});

it.each([
  [0, 0, null],
  [1, 0, 'The run that is training is interrupted for this and goes on afterwards.'],
  [3, 0, 'The 3 runs that are training are interrupted for this and go on afterwards.'],
  [0, 1, '1 paused run will be interrupted; resume it when you like.'],
  [
    2,
    2,
    'The 2 runs that are training are interrupted for this and go on afterwards. 2 paused runs will be interrupted; resume them when you like.',
  ],
])('with %i running and %i paused runs says what becomes of them', (runningRuns, pausedRuns, words) => {
  expect(interruptionWords({ runningRuns, pausedRuns })).toBe(words);
});
