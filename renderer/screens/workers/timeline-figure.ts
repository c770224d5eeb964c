import type { RunStint, Stints } from '#api';
import {
  type BoxesMark,
  type Control,
  type Datum,
  emptyPlot,
  type Figure,
  type LegendEntry,
  type Mark,
  oneAxis,
  paletteSize,
  type Tint,
} from '#figure';
import { clockTicks, laneName, type Lane, lanesOf, sweepPlaces } from './lanes.ts';
import { barLines, timelineFinding, timelineTable } from './timeline-words.ts';

/** Height of a lane, including the space around its bars. */
const laneHeightPx = 18;
/** Half the height of a bar, in lanes. */
const halfBar = 0.3;
/** Room below a few lanes, so that tooltips are not cut off. */
const leastLanes = 6;
/** Height of the axis above. */
const headPx = 44;
const mostTicks = 8;

type Places = ReturnType<typeof sweepPlaces>;

/** Who trained what when: a lane for each slot, a bar for each stretch that a run trained there, a cross where a worker was lost. */
export function timelineFigure(read: Stints | null, message: string | null, span: Control): Figure {
  const stints = read?.stints ?? [];
  const lanes = read ? lanesOf(stints, read) : [];
  const places = sweepPlaces(stints, paletteSize);
  return {
    key: 'who-trained-what-when',
    title: 'Who trained what when',
    explanation:
      'Each lane is a slot of a worker or of this host, each bar the time in which a run trained there, by this host’s clock when it stored the run’s first and last epoch. A run whose worker is lost goes on in another lane from its last checkpoint.',
    finding: read && lanes.length > 0 ? timelineFinding(read) : null,
    message: lanes.length > 0 ? null : (message ?? 'Nothing was trained in this time.'),
    controls: [span],
    legend: legendOf(stints, places),
    plot: read && lanes.length > 0 ? plotOf(lanes, read, places) : emptyPlot,
    table: timelineTable(stints),
  };
}

function plotOf(
  lanes: readonly Lane[],
  read: Stints,
  places: Places,
): Extract<Figure['plot'], { kind: 'chart' }> {
  const span = { min: Date.parse(read.from), max: Date.parse(read.until) };
  const rows = Math.max(leastLanes, lanes.length);
  const heightPx = rows * laneHeightPx + headPx;
  // Lanes go down from 0.
  const named = lanes.flatMap((lane, index) =>
    lane.slot === 0 ? [{ position: -index, label: laneName(lane) }] : [],
  );
  return {
    kind: 'chart',
    heightPx,
    pictureSize: { widthPx: 900, heightPx: Math.max(160, heightPx) },
    x: { title: '', range: span, ticks: clockTicks(span, mostTicks) },
    y: oneAxis({ title: '', range: { min: 0.5 - rows, max: 0.5 }, ticks: named.toReversed() }),
    marks: [...lossesOf(lanes), ...lanes.map((lane, index) => barsOf(lane, index, places))],
  };
}

function barsOf(lane: Lane, index: number, places: Places): BoxesMark {
  const data = lane.bars.map((bar): Datum => ({
    ...datumOf(lane, index, bar),
    ...{ lowX: bar.from, highX: bar.to, low: -index - halfBar, high: -index + halfBar },
    tint: tintOf(bar.stint, places),
  }));
  return { kind: 'boxes', name: laneName(lane), tint: { role: 'faint' }, data };
}

function lossesOf(lanes: readonly Lane[]): Mark[] {
  const data = lanes.flatMap((lane, index) =>
    lane.bars.filter(({ stint }) => stint.ending === 'lost').map((bar) => datumOf(lane, index, bar)),
  );
  if (data.length === 0) return [];
  return [
    { kind: 'points', name: 'worker lost', tint: { role: 'danger' }, shape: 'cross', radiusPx: 4, data },
  ];
}

function datumOf(lane: Lane, index: number, bar: Lane['bars'][number]): Datum {
  const { id, name } = bar.stint.run;
  return { x: bar.to, y: -index, title: name, lines: barLines(lane, bar), runIds: [id] };
}

function tintOf({ sweep }: RunStint, places: Places): Tint {
  const slot = sweep ? places.get(sweep.id)?.place : undefined;
  return slot === undefined ? { role: 'faint' } : { slot };
}

function legendOf(stints: readonly RunStint[], places: Places): LegendEntry[] {
  const other = [
    ...(stints.some(({ sweep }) => sweep === null) ? ['single runs'] : []),
    ...(stints.some(({ sweep }) => sweep !== null && !places.has(sweep.id)) ? ['earlier sweeps'] : []),
  ].join(', ');
  const isLossy = stints.some(({ ending }) => ending === 'lost');
  return [
    ...[...places.values()].map(({ name, place }): LegendEntry => ({
      label: name,
      tint: { slot: place },
      mark: 'square',
    })),
    ...(other === '' ? [] : [{ label: other, tint: { role: 'faint' }, mark: 'square' } as const]),
    ...(isLossy ? [{ label: 'worker lost', tint: { role: 'danger' }, mark: 'cross' } as const] : []),
  ];
}
