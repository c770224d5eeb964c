import { expect, it } from 'vitest';
import type { Timeline } from '#api';
import { timeTicks } from './time-ticks.ts';
import { timelineRows } from './timeline-rows.ts';

type Given = readonly [
  sweep: number | null,
  parent: string | null,
  ...stretches: (readonly [number, number])[],
];

function timelineOf(...given: Given[]): Timeline {
  const stretches = given.flatMap(([, , ...own], run) => own.map(([from, until]) => ({ run, from, until })));
  const part = (key: 'run' | 'from' | 'until') => Float64Array.from(stretches, (one) => one[key]);
  return {
    now: 1000,
    total: given.length,
    runs: given.map(([sweep, parent], run) => ({
      id: `r${run}`,
      name: `run ${run}`,
      status: 'completed',
      sweep,
      parent,
      revealedAt: null,
    })),
    sweeps: [{ id: 's', name: 'sweep' }],
    stretches: { run: part('run'), from: part('from'), until: part('until') },
  };
}
const rowsOf = (...given: Given[]) => timelineRows(timelineOf(...given));

it('lets runs one after another share a row, and gives simultaneous ones a row each', () => {
  const rows = rowsOf([null, null, [0, 100]], [null, null, [50, 150]], [null, null, [200, 300]]);
  expect(rows.map(({ row, from }) => [from, row])).toEqual([[0, 0], [50, 1], [200, 0]]); // oxfmt-ignore
});

it('makes one band of a sweep, and keeps a fork under its parent', () => {
  const rows = rowsOf(
    [0, null, [0, 100]],
    [0, null, [300, 400]],
    [null, null, [0, 50], [60, 90]],
    [null, 'r2', [500, 600]],
    [null, 'r3', [700, NaN]],
    [null, 'gone', [950, 990]],
  );
  expect(rows.map(({ row, sweep, from, to, parentRow }) => [row, sweep, from, to, parentRow])).toEqual([
    [0, 0, 0, 400, null],
    [1, null, 0, 90, null],
    [2, null, 500, 600, 1],
    [3, null, 700, 1000, 2],
    [0, null, 950, 990, null],
  ]);
  expect(rows[1]!.stretches).toHaveLength(2);
});

it('lays out ten thousand runs', () => {
  const rows = rowsOf(
    ...Array.from({ length: 10_000 }, (_, run): Given => [null, null, [run * 10, run * 10 + 15]]),
  );
  expect(Math.max(...rows.map(({ row }) => row))).toBeLessThan(25);
});

it('has round ticks of the local calendar', () => {
  const at = (text: string): number => new Date(text).getTime();
  const labels = (from: string, to: string): string[] =>
    timeTicks({ min: at(from), max: at(to) }, 8).map(({ label }) => label);
  expect(labels('2026-01-30T22:10', '2026-01-31T02:20')).toEqual(['23:00', '31 Jan', '01:00', '02:00']);
  expect(labels('2026-01-30T22:10:02', '2026-01-30T22:10:18')).toEqual(['22:10:05', '22:10:10', '22:10:15']);
  expect(labels('2026-01-01T00:00', '2026-02-10T00:00')).toEqual([
    '5 Jan',
    '12 Jan',
    '19 Jan',
    '26 Jan',
    '2 Feb',
    '9 Feb',
  ]);
  expect(labels('2025-11-15T00:00', '2026-03-15T00:00')).toEqual([
    'Dec 2025',
    'Jan 2026',
    'Feb 2026',
    'Mar 2026',
  ]);
});
