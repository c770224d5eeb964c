import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sayOpening } from './say-opening.ts';

let said: string[];
beforeEach(() => {
  said = [];
  vi.useFakeTimers();
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const locked =
  'Waiting for another program: another program keeps the database locked; opening continues as soon as it is free\n';

test('what takes longer than a second is reported once', () => {
  const { onStep, end } = sayOpening();
  for (let tries = 0; tries < 6; tries += 1) {
    onStep({ kind: 'waiting', for: 'database' });
    vi.advanceTimersByTime(500);
  }
  expect(said).toEqual([locked]);
  onStep({ kind: 'migrating', step: 1, of: 1 });
  vi.advanceTimersByTime(999);
  end();
  vi.advanceTimersByTime(1000);
  expect(said).toEqual([locked]);
});

test('progress is reported again after another tenth', () => {
  const { onStep, end } = sayOpening();
  for (const share of [0, 0.05, 0.31, 0.33, 0.52]) {
    onStep({ kind: 'migrating', step: 1, of: 1, share });
    vi.advanceTimersByTime(600);
  }
  end();
  const line = (percent: number) =>
    `Updating the history: step 1 of 1 to the format of this version, ${percent}% of it\n`;
  expect(said).toEqual([line(5), line(31), line(52)]);
});
