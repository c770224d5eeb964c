import { type Datum, type Figure, oneAxis, shareOn } from '#figure';
import { capitalize, formatCount, formatPlural, isMoreBetter } from '#words';
import { columnScale } from '../scatter.ts';
import { lackingSentence, leftOutSentence, noFigure } from './explore-columns.ts';
import type { ExploreInput } from './explore-figures.ts';
import { type PlaneGroup, planeGroups } from './plane-groups.ts';
import { triangulate } from './triangulate.ts';

const levels = 10;
/** More would take too long to draw: each triangle is examined for each level. */
const mostPlaces = 1500;

/** A metric over two settings, interpolated between the places that were measured. */
export function contourFigure({ table, axes, judged, selected }: ExploreInput): Figure {
  const [x, y, metric] = axes;
  if (!x || !y || !metric) return noFigure('contour', 'No field can be drawn.');
  const all = planeGroups(table, x, y, metric);
  const groups = all.length <= mostPlaces ? all : thinned(all);
  const triangles = triangulate(groups.map((group) => group.x), groups.map((group) => group.y)); // oxfmt-ignore
  const values = groups.map(({ value }) => value);
  const range = { min: Math.min(...values), max: Math.max(...values) };
  const shown = { ...metric, range: range.max > range.min ? range : metric.range };
  const shareOf = (value: number): number => Math.min(1, Math.max(0, shareOn(shown, value)));
  const pointOf = (group: PlaneGroup): Datum => ({
    x: group.x,
    y: group.y,
    title: `${metric.label} ${metric.describe(group.value)}`,
    lines: [
      `${x.label} ${x.describe(group.x)}`,
      `${y.label} ${y.describe(group.y)}`,
      formatPlural(group.runs.length, 'run'),
    ],
    runIds: group.runs.map((run) => table.runs[run]!.id),
    isFaint: selected !== null && !group.runs.some((run) => selected.has(table.runs[run]!.id)),
  });
  const sign = isMoreBetter(judged) ? -1 : 1;
  const best = groups.reduce<PlaneGroup | null>(
    (low, next) => (low === null || sign * (next.value - low.value) < 0 ? next : low),
    null,
  );
  const finding =
    best === null
      ? ''
      : `The ${sign === 1 ? 'lowest' : 'highest'} mean of ${metric.label} that was measured is ${metric.describe(best.value)}, at ${x.label} ${x.describe(best.x)} and ${y.label} ${y.describe(best.y)} (${formatPlural(best.runs.length, 'run')}).`;
  const ticksIn = metric.ticks.filter(
    ({ position }) => position >= shown.range.min && position <= shown.range.max,
  );
  return {
    key: 'contour',
    title: capitalize(`${metric.label} over ${x.label} and ${y.label}`),
    explanation: `Each dot is where runs were trained, its value the mean over them${metric.scale === 'log' ? ' on a logarithmic scale' : metric.scale === 'quantile' ? ' of ranks' : ''}. Between dots, values are interpolated linearly over triangles on the axes as drawn; outside of them nothing is drawn, as nothing is known there. Other settings are averaged over, whatever they were: two dots may differ in more than these two.`,
    finding: [
      finding,
      triangles.length === 0 && groups.length > 0
        ? 'The places lie on one line: there is nothing between them to interpolate.'
        : '',
      groups.length < all.length
        ? `Of ${formatCount(all.length)} places ${formatCount(groups.length)} are drawn.`
        : '',
      lackingSentence([x, y, metric], table.runs.length),
      leftOutSentence(table),
    ]
      .filter(Boolean)
      .join(' '),
    message: groups.length > 0 ? null : `No run has ${x.label}, ${y.label} and ${metric.label}.`,
    scale: columnScale({
      ...shown,
      ticks:
        ticksIn.length > 1
          ? ticksIn
          : [range.min, range.max].map((position) => ({ position, label: metric.describe(position) })),
    }),
    plot: {
      kind: 'chart',
      x: { title: x.label, range: x.range, ticks: x.ticks, breakAt: x.breakAt },
      y: oneAxis({ title: y.label, range: y.range, ticks: y.ticks }),
      marks: [
        {
          kind: 'surface',
          data: groups.map((group) => ({ x: group.x, y: group.y, share: shareOf(group.value) })),
          triangles,
          levels: Array.from({ length: levels - 1 }, (_, at) => (at + 1) / levels),
        },
        { kind: 'points', name: 'measured', tint: { role: 'text' }, radiusPx: 3, data: groups.map(pointOf) },
      ],
      isBrushable: true,
    },
    table: () => ({
      columns: [x.label, y.label, `${metric.label}, mean`, 'runs'],
      rows: groups.map((group) => [
        x.valueOf(group.runs[0]!),
        y.valueOf(group.runs[0]!),
        metric.describe(group.value),
        group.runs.length,
      ]),
    }),
  };
}

function thinned(groups: readonly PlaneGroup[]): PlaneGroup[] {
  return Array.from(
    { length: mostPlaces },
    (_, at) => groups[Math.floor((at * groups.length) / mostPlaces)]!,
  );
}
