import { expect, it } from 'vitest';
import type { Timeline } from '#api';
import type { SpansPlot } from '../../figure/figure.ts';
import { timelineFigure } from './timeline-figure.ts';

const at = (text: string): number => Date.parse(`2025-01-${text}:00`);
const run = { sweep: null, parent: null, revealedAt: null, status: 'completed' as const };
const timeline: Timeline = {
  now: at('09T12:00'),
  total: 12,
  runs: [
    { ...run, id: 'a', name: 'first', sweep: 0 },
    { ...run, id: 'b', name: 'alone', revealedAt: at('08T12:00') },
    { ...run, id: 'c', name: 'fork', parent: 'b', status: 'diverged' },
  ],
  sweeps: [{ id: 's', name: 'lambdas' }],
  stretches: {
    run: Float64Array.of(0, 1, 1, 2),
    from: Float64Array.of(at('01T12:00'), at('02T12:00'), at('03T12:00'), at('04T12:00')),
    until: Float64Array.of(at('01T13:00'), at('02T13:00'), at('03T13:00'), at('04T13:00')),
  },
};

it('draws a sweep as a band, a run from its first stretch on, and a diverged fork below', () => {
  const plot = timelineFigure(timeline, new Set(['b'])).plot as SpansPlot;
  expect(
    plot.bars.map(({ name, row, isBand, path, runIds, isFaint }) => [
      name,
      row,
      isBand,
      path,
      runIds,
      isFaint,
    ]),
  ).toEqual([
    ['lambdas', 0, true, '/sweeps/s', [], false],
    ['', 0, false, '/runs/a', ['a'], true],
    ['alone', 0, false, '/runs/b', ['b'], false],
    ['', 0, false, '/runs/b', [], false],
    ['fork', 1, false, '/runs/c', ['c'], true],
  ]);
  expect(plot.bars[4]!.tint).toEqual({ role: 'danger' });
  expect(plot.links).toEqual([{ from: 0, to: 1, at: at('04T12:00') }]);
  expect(plot.moments).toEqual([{ row: 0, at: at('08T12:00') }]);
});

it('shows everything, or the last week or day of a longer time', () => {
  const show = (span?: string) => timelineFigure(timeline, null, span === undefined ? {} : { span });
  const opens = (span?: string) => (show(span).plot as SpansPlot).opens;
  expect(opens()).toEqual({ name: 'all', range: null });
  const { name, range } = opens('day');
  expect(name).toBe('day');
  expect(range!.max - range!.min).toBe(86_400_000);
  // At most half an hour of room after the last training.
  expect(range!.max).toBeGreaterThan(at('04T13:00'));
  expect(range!.max).toBeLessThan(at('04T13:30'));
  // From 1 to 4 January is less than a week.
  expect(show().controls![0]!.options.map(({ label }) => label)).toEqual(['All', 'Day']);
  expect(opens('week')).toEqual({ name: 'all', range: null });
});

it('says what there was, and what is left out', () => {
  const { finding, message } = timelineFigure(timeline, null);
  expect(finding).toContain(
    '3 runs, 1 sweep, 1 fork, from 1 Jan 2025 to 4 Jan 2025: 4 h 00 m of training in all.',
  );
  expect(finding).toContain(
    'The test set of 1 run was looked at. The 3 of 12 runs that started last are shown.',
  );
  expect(message).toBeNull();
  const none = { run: new Float64Array(), from: new Float64Array(), until: new Float64Array() };
  expect(timelineFigure({ ...timeline, runs: [], stretches: none }, null).message).toBe(
    'None of these runs has started.',
  );
});
