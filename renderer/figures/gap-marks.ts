import {
  type AxisRange,
  classShape,
  crosses,
  type Datum,
  type Mark,
  type PointsMark,
  type Tint,
} from '#figure';
import { describeSummary } from '#words';
import type { AxisPlaces } from './axis-places.ts';
import { cellsOf, type GapCell, type GapData, type GapQuantity, type GapSeries } from './gap-series.ts';
import { describeRuns, formatQuantity } from './gap-words.ts';

/** With fewer runs than this, the spread is better shown than summarized. */
const fewRuns = 5;
const slots: Readonly<Record<GapQuantity, number>> = { training: 0, validation: 1, gap: 7 };

/** The quantities that are drawn: with several series, training would bury what is compared. */
export function quantitiesOf({ series }: GapData): readonly GapQuantity[] {
  return series.length > 1 ? ['validation', 'gap'] : ['training', 'validation', 'gap'];
}

/** In the sweep's own figure, colour distinguishes quantities, as on a run's page; with several series it distinguishes those. */
export function tintOfGap({ series }: GapData, index: number, quantity: GapQuantity): Tint {
  if (series.length === 1) return { slot: slots[quantity] };
  const { share } = series[index]!;
  return share === null ? { slot: index } : { share };
}

/** The means of a quantity along a series, and its single runs if they are few or selected. */
export function gapPoints(
  data: GapData,
  index: number,
  quantity: GapQuantity,
  places: AxisPlaces,
  selected: ReadonlySet<string> | null,
): PointsMark[] {
  const { axis, series: all } = data;
  const series = all[index]!;
  const isSingle = all.length === 1;
  // Neighbouring intervals would overlap at the same place.
  const shift = isSingle
    ? { training: -0.07, validation: 0.07, gap: 0 }[quantity] * places.halfStep
    : ((index + 0.5) / all.length - 0.5) * places.halfStep * 0.6;
  const common = {
    kind: 'points',
    panel: quantity === 'gap' ? 'gap' : 'y',
    group: isSingle ? quantity : series.label,
    tint: tintOfGap(data, index, quantity),
    ...(isSingle || series.share !== null ? {} : { shape: classShape(index) }),
  } as const;
  const means = series.cells.flatMap((cell): Datum[] => {
    const { mean, ci95 } = cell[quantity];
    if (mean === null) return [];
    const interval = ci95 ? { low: ci95[0], high: ci95[1] } : {};
    const runIds = cell.runs.map(({ id }) => id);
    return [
      {
        x: places.place(cell.point) + shift,
        y: mean,
        ...interval,
        ...told(data, series, cell, quantity),
        runIds,
      },
    ];
  });
  const isShown = (id: string, { runs }: GapCell): boolean =>
    selected ? selected.has(id) : isSingle && runs.length < fewRuns && runs.length > 1;
  const runs = series.cells.flatMap((cell) =>
    cell.runs
      .filter((run) => isShown(run.id, cell) && Number.isFinite(run[quantity]))
      .map((run): Datum => {
        const value = formatQuantity(run[quantity], data.metric, quantity);
        return {
          x: places.place(cell.point) + (isSingle ? 2.5 * shift : shift),
          y: run[quantity],
          title: `${run.name}, seed ${run.seed}`,
          lines: [`${quantity} ${value}`],
          runIds: [run.id],
          ...(selected ? {} : { isFaint: true }),
        };
      }),
  );
  return [
    {
      ...common,
      name: isSingle ? quantity : `${series.label}, ${quantity}`,
      ...(axis.kind === 'number' ? { line: quantity === 'validation' ? 'dashed' : 'solid' } : {}),
      data: means,
    },
    { ...common, name: `${quantity}, single runs`, radiusPx: 2.5, data: runs },
  ];
}

function told(
  { axis, metric }: GapData,
  { label }: GapSeries,
  cell: GapCell,
  quantity: GapQuantity,
): Pick<Datum, 'title' | 'lines'> {
  const values = (['training', 'validation', 'gap'] as const).map((name) => {
    const text = describeSummary(cell[name], (value) => formatQuantity(value, metric, name));
    return `${name === quantity ? '▸ ' : ''}${name} ${text}`;
  });
  return {
    title: [`${axis.short} ${cell.point.label}`, label].filter((text) => text !== '').join(', '),
    lines: [...values, ...describeRuns(cell, cell[quantity].excluded)],
  };
}

/** Crosses along the upper edge, one per cell, whatever value its runs had when they diverged. */
export function gapCrosses(data: GapData, places: AxisPlaces, { max }: AxisRange): Mark[] {
  const cells = cellsOf(data).filter(({ summary }) => summary.diverged > 0);
  const marks = cells.map((cell): Datum => ({
    x: places.place(cell.point),
    y: max,
    title: `${data.axis.short} ${cell.point.label}`,
    lines: describeRuns(cell, 0),
    runIds: cell.members.flatMap(({ status, id }) => (status === 'diverged' ? (id ?? []) : [])),
    isOutside: true,
  }));
  return crosses(marks, { radiusPx: 5 });
}

/** Hairlines at the lowest validation loss and at the pick. */
export function gapRules({ judgement, pick }: GapSeries, places: AxisPlaces): Mark[] {
  if (!judgement) return [];
  const { best } = judgement;
  const label = pick === best ? 'lowest, and one-SE pick' : 'lowest';
  const rule = { kind: 'rule', x: places.place(best.point), label } as const;
  if (!pick || pick === best) return [rule];
  return [rule, { kind: 'rule', x: places.place(pick.point), label: 'one-SE pick', look: 'dashed' }];
}
