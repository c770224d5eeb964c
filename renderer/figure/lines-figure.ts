import type { LineRole } from '#words';
import { curvesTable } from './curves-table.ts';
import type { PanelContent } from './chart-state.ts';
import type { Figure, LegendEntry } from './figure.ts';
import type { KeyMark } from './figure-legend.ts';
import type { FigureTable } from './figure-table.ts';
import { paletteSlot } from './palette.ts';
import type { ChartSeries } from './series.ts';

type LinesFigure = Omit<Figure, 'controls' | 'legend' | 'plot' | 'table' | 'isThinned' | 'wholeTable'> & {
  readonly content: PanelContent;
  /** The lines with every recorded point, for a file, if the drawn ones lack some. */
  readonly wholeSeries?: () => Promise<readonly ChartSeries[]>;
};

/** Lines over epochs as a figure: its legend and numbers are derived from them. `message` is shown if there are no points. */
export function linesFigure({ content, wholeSeries, ...words }: LinesFigure): Figure {
  const { series, xTitle, isTime } = content;
  const firstColumn = (xTitle ?? 'epoch') + (isTime ? ' (ms)' : '');
  const tableOf = (lines: readonly ChartSeries[], hidden: ReadonlySet<string>): FigureTable =>
    curvesTable(
      lines.filter(({ group }) => !hidden.has(group)),
      firstColumn,
    );
  return {
    legendPlace: 'pictures',
    ...words,
    legend: linesLegend(series),
    plot: { kind: 'curves', content },
    table: (hidden) => tableOf(series, hidden),
    isThinned: series.some(({ thinned }) => thinned),
    ...(wholeSeries && { wholeTable: async (hidden) => tableOf(await wholeSeries(), hidden) }),
  };
}

const markOf: Readonly<Record<LineRole, KeyMark>> = {
  train: 'line',
  validation: 'dashed',
  penalty: 'dotted',
};
const faintOpacity = 0.4;

/**
 * What the lines of a chart mean; if two share a name, as a run's two lines do, their dash is explained in words. A faint line has an entry
 * only if no other line of its group is in front of it.
 */
export function linesLegend(series: readonly ChartSeries[]): LegendEntry[] {
  const inFront = new Set(series.filter(({ faint }) => !faint).map(({ group }) => group));
  return series
    .filter(({ faint, group }) => !faint || !inFront.has(group))
    .map(({ group, label, detail, share, slot, role, faint, unmarked }) => ({
      group,
      label: detail === undefined ? label : `${label}, ${detail}`,
      tint: { ...(share === undefined ? { slot } : { share }), ...(faint ? { opacity: faintOpacity } : {}) },
      mark: markOf[role],
      ...(share === undefined && !unmarked ? { marker: paletteSlot(slot).marker } : {}),
    }));
}
