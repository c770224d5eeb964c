import { expect, test } from 'vitest';
import { createSpeeds } from './speeds.ts';
import { createTroubles } from './troubles.ts';

test('a speed is smoothed, and starting a run does not count', () => {
  let now = 0;
  const speeds = createSpeeds(() => now);
  const run = {};
  const at = (ms: number, epoch: number): number => {
    now = ms;
    speeds.measure(run, epoch);
    return speeds.of(run);
  };
  expect(at(0, 0)).toBe(0);
  expect(at(1000, 500)).toBe(0); // resumes at epoch 500, or close to it
  expect(at(2000, 600)).toBe(100);
  expect(at(3000, 800)).toBe(150); // half of 200 plus half of 100
  expect(at(4000, 800)).toBe(75);
  expect(speeds.of({})).toBe(0);
});

test('trouble is reported when it changes, and again after a minute', () => {
  let now = 0;
  const said: string[] = [];
  const troubles = createTroubles(
    (line) => said.push(line),
    () => now,
  );
  troubles.set('full', 'too much');
  troubles.set('full', null);
  troubles.set('full', 'too much');
  expect([said, troubles.present]).toEqual([['warning: too much'], 'too much']);
  now = 60_000;
  troubles.set('full', 'too much');
  troubles.set('connection', 'gone');
  troubles.set('full', null);
  expect(troubles.present).toBe('gone');
  troubles.set('connection', null);
  expect(said.slice(1)).toEqual(['warning: too much', 'warning: gone', 'the queue answers again']);
  expect(troubles.present).toBeNull();
});
