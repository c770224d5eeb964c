import { summarize } from '#api';
import {
  type AxisRange,
  type Datum,
  type Figure,
  finiteRange,
  type LegendEntry,
  oneAxis,
  type PointsMark,
  shareOn,
  type Tint,
} from '#figure';
import { capitalize, formatPlural } from '#words';
import { lackingSentence, leftOutSentence, noFigure } from './explore-columns.ts';
import type { ExploreInput } from './explore-figures.ts';
import type { FieldAxis } from './field-axis.ts';
import { planeGroups, type PlaneGroup } from './plane-groups.ts';

/** This many lines can be told apart; more values are grouped, with equally many runs in each group. */
const mostLines = 6;
const together = 5;

interface Slice {
  readonly label: string;
  readonly tint: Tint;
  readonly groups: readonly PlaneGroup[];
}

/** A metric along one setting, with a line for each value of a second one. */
export function sliceFigure({ table, axes, selected }: ExploreInput): Figure {
  const [x, y, metric] = axes;
  if (!x || !y || !metric) return noFigure('slices', 'No field can be drawn.');
  const groups = planeGroups(table, x, y, metric);
  const slices = slicesOf(groups, y);
  const marks = slices.map(({ label, tint, groups: own }, at): PointsMark => ({
    kind: 'points',
    name: label,
    group: String(at),
    tint,
    line: 'solid',
    data: pointsOf(own).map((runs) => datumOf(runs, label)),
  }));
  const isMerged = slices.some(({ groups: own }) => new Set(own.map((group) => group.y)).size > 1);
  return {
    key: 'slices',
    title: capitalize(`${metric.label} along ${x.label}, by ${y.label}`),
    explanation: `Each point is the mean over the runs at that place, with its 95 % t-interval where there are two or more${metric.scale === 'log' ? ', both taken on a logarithmic scale' : ''}. Lines join neighbours: nothing is measured between them. ${isMerged ? `${y.label} has many values: each line takes a fifth of the runs. ` : ''}Other settings are averaged over, whatever they were.`,
    finding: [lackingSentence([x, y, metric], table.runs.length), leftOutSentence(table)]
      .filter(Boolean)
      .join(' '),
    message: groups.length > 0 ? null : `No run has ${x.label}, ${y.label} and ${metric.label}.`,
    legend: slices.map(({ label, tint }, at): LegendEntry => ({
      label,
      tint,
      mark: 'line',
      group: String(at),
    })),
    plot: {
      kind: 'chart',
      x: { title: x.label, range: x.range, ticks: x.ticks, breakAt: x.breakAt },
      y: oneAxis({ title: metric.label, range: rangeOf(metric, marks), ticks: metric.ticks }),
      marks,
    },
    table: () => ({
      columns: [x.label, y.label, `${metric.label}, mean`, 'runs'],
      rows: slices.flatMap(({ label, groups: own }) =>
        pointsOf(own).map((runs) => [x.valueOf(runs[0]!), label, metric.describe(meanOf(runs)), runs.length]),
      ),
    }),
  };

  function meanOf(runs: readonly number[]): number {
    return summarize(runs.map((run) => metric!.places[run]!)).mean!;
  }
  function datumOf(runs: readonly number[], label: string): Datum {
    const { mean, ci95 } = summarize(runs.map((run) => metric!.places[run]!));
    const place = x!.places[runs[0]!]!;
    return {
      x: place,
      y: mean!,
      ...(ci95 === null ? {} : { low: ci95[0], high: ci95[1] }),
      title: `${metric!.label} ${metric!.describe(mean!)}`,
      lines: [
        `${x!.label} ${x!.describe(place)}, ${y!.label} ${label}`,
        ...(ci95 === null
          ? []
          : [`95 % interval ${metric!.describe(ci95[0])} to ${metric!.describe(ci95[1])}`]),
        formatPlural(runs.length, 'run'),
      ],
      runIds: runs.map((run) => table.runs[run]!.id),
      isFaint: selected !== null && !runs.some((run) => selected.has(table.runs[run]!.id)),
    };
  }
}

const margin = 0.02;

/** The part of the metric's axis that the means and their intervals take up, from tick to tick. */
function rangeOf({ range, ticks }: FieldAxis, marks: readonly PointsMark[]): AxisRange {
  const ends = marks.flatMap(({ data }) => data.flatMap(({ y, low = y, high = y }) => [low, high]));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const places = ticks.map(({ position }) => position);
  const from = Math.max(range.min, ...places.filter((place) => place <= low));
  const to = Math.min(range.max, ...places.filter((place) => place >= high));
  const room = (to - from) * margin;
  return finiteRange(Math.max(range.min, from - room), Math.min(range.max, to + room));
}

/** The runs at each place along x, ascending. */
function pointsOf(groups: readonly PlaneGroup[]): number[][] {
  const places = Map.groupBy(groups, ({ x }) => x);
  return [...places].sort(([a], [b]) => a - b).map(([, own]) => own.flatMap(({ runs }) => runs));
}

function slicesOf(groups: readonly PlaneGroup[], y: FieldAxis): Slice[] {
  const places = [...new Set(groups.map((group) => group.y))].sort((a, b) => a - b);
  const tintOf = (place: number): Tint => ({
    share: places.length > 1 ? Math.min(1, Math.max(0, shareOn(y, place))) : 0.4,
  });
  if (places.length <= mostLines) {
    return places.map((place) => ({
      label: y.describe(place),
      tint: tintOf(place),
      groups: groups.filter((group) => group.y === place),
    }));
  }
  const sorted = [...groups].sort((a, b) => a.y - b.y);
  const total = sorted.reduce((sum, { runs }) => sum + runs.length, 0);
  const parts: PlaneGroup[][] = Array.from({ length: together }, () => []);
  let before = 0;
  let last = { y: NaN, part: 0 };
  for (const group of sorted) {
    // Equal values stay together.
    if (group.y !== last.y)
      last = { y: group.y, part: Math.min(together - 1, Math.floor((before * together) / total)) };
    parts[last.part]!.push(group);
    before += group.runs.length;
  }
  return parts
    .filter((part) => part.length > 0)
    .map((part) => {
      const [low, high] = [part[0]!.y, part.at(-1)!.y];
      return {
        label: low === high ? y.describe(low) : `${y.describe(low)} to ${y.describe(high)}`,
        tint: tintOf((low + high) / 2),
        groups: part,
      };
    });
}
