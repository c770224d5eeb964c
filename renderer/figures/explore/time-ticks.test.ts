import { afterEach, expect, it, vi } from 'vitest';
import { timeTicks } from './time-ticks.ts';

afterEach(() => void vi.unstubAllEnvs());

function ticksIn(timeZone: string, from: string, until: string, most: number): string[] {
  vi.stubEnv('TZ', timeZone);
  const range = { min: Date.parse(from), max: Date.parse(until) };
  return timeTicks(range, most).map(({ position }) => new Date(position).toISOString().slice(5, 16));
}

it('the hour that a clock change repeats has its ticks both times', () => {
  // Berlin's clocks went from 3:00 back to 2:00 at 01:00 UTC.
  const expected = ['10-26T01:15', '10-26T01:20', '10-26T01:25'];
  expect(ticksIn('Europe/Berlin', '2025-10-26T01:14:30Z', '2025-10-26T01:26:00Z', 4)).toEqual(expected);
  expect(ticksIn('Europe/Berlin', '2025-10-26T01:14:58Z', '2025-10-26T01:15:03Z', 2)).toEqual([
    '10-26T01:15',
  ]);
});

it('days stay calendar days over a clock change, and the hour that is missing has no tick', () => {
  // Midnight moves from 23:00 to 22:00 UTC when the clocks go from 2:00 to 3:00.
  expect(ticksIn('Europe/Berlin', '2025-03-28T12:00:00Z', '2025-03-31T12:00:00Z', 4)).toEqual([
    '03-28T23:00',
    '03-29T23:00',
    '03-30T22:00',
  ]);
  expect(ticksIn('Europe/Berlin', '2025-03-29T23:30:00Z', '2025-03-30T02:30:00Z', 4)).toEqual([
    '03-30T00:00',
    '03-30T01:00',
    '03-30T02:00',
  ]);
});

it('follows a zone whose offset is not whole hours', () => {
  expect(ticksIn('Asia/Kathmandu', '2025-06-01T00:00:00Z', '2025-06-01T01:30:00Z', 4)).toEqual([
    '06-01T00:15',
    '06-01T00:45',
    '06-01T01:15',
  ]);
});
