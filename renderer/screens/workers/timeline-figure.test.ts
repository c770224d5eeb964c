import { expect, it } from 'vitest';
import type { RunStint } from '#api';
import { timelineFigure } from './timeline-figure.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const stint = (run: string, from: number, ending: RunStint['ending']): RunStint => ({
  worker: { id: 'desk', name: 'desk', machine: 'box' },
  ...{ startedAt: at(from), endedAt: at(from + 2), ending, fromEpoch: 0 },
  ...{ run: { id: run, name: run }, sweep: run === 'a' ? { id: 's', name: 'S' } : null },
});
const span = { key: 'span', label: 'Time shown', value: '60', options: [] };

it('draws a bar in its lane for each stint, opens its run, and crosses what was lost', () => {
  const stints = [stint('a', 0, 'ended'), stint('b', 1, 'lost')];
  const figure = timelineFigure({ from: at(0), until: at(60), stints, left: 0 }, null, span);
  const marks = figure.plot.kind === 'chart' ? figure.plot.marks : [];
  expect(marks.map((mark) => mark.kind !== 'rule' && mark.data)).toMatchObject([
    [{ x: Date.parse(at(3)), y: -1, runIds: ['b'] }],
    [{ lowX: Date.parse(at(0)), highX: Date.parse(at(2)), low: -0.3, high: 0.3, tint: { slot: 0 } }],
    [{ low: -1.3, high: -0.7, runIds: ['b'], tint: { role: 'faint' } }],
  ]);
  expect(figure.legend!.map(({ label }) => label)).toEqual(['S', 'single runs', 'worker lost']);
});

it('leaves room below a single lane for the tooltips of its bars', () => {
  const stints = [stint('a', 0, 'ended')];
  const { plot } = timelineFigure({ from: at(0), until: at(60), stints, left: 0 }, null, span);
  // A name and five lines of 16 px, and the padding around them.
  expect(plot.kind === 'chart' && plot.heightPx).toBeGreaterThan(6 * 16 + 12);
});

it('says why there is nothing', () => {
  expect(timelineFigure(null, 'Reading…', span).message).toBe('Reading…');
  const nothing = { from: at(0), until: at(60), stints: [], left: 0 };
  expect(timelineFigure(nothing, null, span).message).toBe('Nothing was trained in this time.');
});
