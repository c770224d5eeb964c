import { expect, it } from 'vitest';
import type { Worker } from '#api';
import { removalWords, runWords, seenWords, slotWords, standingOf, timeLeftWords } from './worker-words.ts';

const run = { run: { id: 'a', name: 'amber', epochs: 10_001 }, epoch: 1200, epochsPerSecond: 9 } as const;
const training = [{ ...run, state: 'training' }] as const;
const worker = (rest: Partial<Worker> = {}): Worker => ({
  ...{ id: 'w', name: 'desk', machine: 'lab-1', pid: 1, slots: 4, cores: 4, v8Version: '13' },
  ...{ engineVersion: '7', kernelVariants: [], state: 'ready', refusal: null, trouble: null },
  ...{ lastSeenAt: '2026-01-01T00:00:00.000Z', silentMs: 10, epochsPerSecond: 9, training },
  ...rest,
});

it.each([
  ['Training', {}],
  ['Ready', { training: [] }],
  ['Draining', { state: 'draining' }],
  ['Leaving', { state: 'leaving', training: [] }],
  ['Silent', { silentMs: 9000 }],
  ['In trouble', { trouble: 'no process can be started' }],
  ['Other version', { refusal: 'its engine is 6', silentMs: 9000 }],
] as const)('a worker is described as %s', (label, rest) => {
  expect(standingOf(worker(rest)).label).toBe(label);
});

it('slots beyond the cores are mentioned, and unknown ones are a dash', () => {
  expect(slotWords(worker())).toEqual({ text: '1 of 4', title: '4 slots on 4 cores' });
  expect(slotWords(worker({ slots: 16 })).title).toMatch(/^16 slots on 4 cores: more than it has/);
  expect(slotWords(worker({ slots: null, cores: null })).text).toBe('–');
});

it('a worker’s run is described by its epoch, and by what else it does', () => {
  expect(runWords({ ...run, state: 'training' })).toBe('epoch 1,200 of 10,001');
  expect(runWords({ ...run, run: null, state: 'paused' })).toBe('epoch 1,200, paused');
});

it('times are given in whole seconds, and unknown ones are not guessed', () => {
  expect([seenWords(300), seenWords(1600), seenWords(14_200)]).toEqual(['now', '2 s ago', '14 s ago']);
  const queue = { waitingRuns: 3, trainingRuns: 0, remainingMs: null } as never;
  expect(timeLeftWords(queue)).toBe('not known');
  expect(timeLeftWords({ ...(queue as object), remainingMs: 90_000 } as never)).toBe('about 1 m 30 s');
  expect(timeLeftWords({ waitingRuns: 0, trainingRuns: 0, remainingMs: null } as never)).toBe('–');
});

it('before a worker is removed, the dialog says what becomes of its runs', () => {
  expect(removalWords(worker())).toContain('hands back the 1 run it trains');
  expect(removalWords(worker({ training: [] }))).toContain('It trains nothing now.');
});
