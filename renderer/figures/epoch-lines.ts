import type { Explanation } from '#api';
import {
  type AxisRange,
  type ChartPlot,
  emptyPlot,
  type Figure,
  type FigureTable,
  type KeyMark,
  type LineLook,
  oneAxis,
  type PointsMark,
} from '#figure';
import { formatCount, formatMetric } from '#words';
import { epochAxis } from './epoch-axis.ts';

/** A quantity over the epochs of the snapshots; null if not known yet, NaN where the network had diverged. */
export interface EpochLine {
  readonly label: string;
  /** Palette slot of its colour. */
  readonly slot: number;
  readonly dash: LineLook;
  readonly values: readonly (number | null)[];
}

/** The text of a figure of such lines. */
export interface EpochLinesWords extends Pick<Figure, 'key' | 'title' | 'finding' | 'isLogarithmic'> {
  /** Title of the value axis. */
  readonly axis: string;
  readonly explanation: Explanation;
  readonly message?: string | null;
  readonly controls?: Figure['controls'];
}

const keyMarks = { solid: 'line', dashed: 'dashed', dotted: 'dotted' } as const satisfies Record<
  LineLook,
  KeyMark
>;

/**
 * Quantities of a run's layers over the epochs of its snapshots, on a logarithmic axis because that is how they are spaced, with a hairline
 * at epoch `at`; choosing a point goes to its epoch.
 */
export function epochLinesFigure(
  epochs: readonly number[],
  lines: readonly EpochLine[],
  at: number | undefined,
  { axis, explanation, message, controls = [], ...words }: EpochLinesWords,
): Figure {
  const range = linesRange(lines, words.isLogarithmic ?? false);
  return {
    ...words,
    explanation: `${explanation.means} ${explanation.misleads}`,
    message: message ?? (range ? null : 'Nothing to draw: no value is above zero.'),
    controls,
    legend: lines.map(({ label, slot, dash }) => ({ label, tint: { slot }, mark: keyMarks[dash] })),
    plot: range ? plotOf(epochs, lines, at, { axis, range, isLogarithmic: words.isLogarithmic }) : emptyPlot,
    table: linesTable(epochs, lines),
  };
}

function plotOf(
  epochs: readonly number[],
  lines: readonly EpochLine[],
  at: number | undefined,
  y: { readonly axis: string; readonly range: AxisRange; readonly isLogarithmic: boolean | undefined },
): ChartPlot {
  const x = epochAxis(epochs[0] ?? 0, epochs.at(-1) ?? 1, true);
  const { axis: title, range, isLogarithmic = false } = y;
  return {
    kind: 'chart',
    isReadAlongX: true,
    x: { title: 'epoch', range: x.range, ticks: x.ticks, breakAt: x.breakAt },
    y: oneAxis({ title, range, isLogarithmic }),
    marks: [
      ...(at === undefined ? [] : [{ kind: 'rule', x: x.position(at) } as const]),
      ...lines.map(({ label, slot, dash, values }): PointsMark => ({
        kind: 'points',
        name: label,
        tint: { slot },
        line: dash,
        radiusPx: epochs.length === 1 ? 3 : 0, // a line of one point would be invisible
        data: epochs.map((epoch, index) => ({
          x: x.position(epoch),
          y: drawable(values[index], isLogarithmic),
          title: `epoch ${formatCount(epoch)}`,
          lines: [`${label}: ${formatMetric(values[index])}`],
          epoch,
        })),
      })),
    ],
  };
}

/** NaN, where the line breaks, for what an axis cannot show. */
function drawable(value: number | null | undefined, isLogarithmic: boolean): number {
  return typeof value === 'number' && Number.isFinite(value) && !(isLogarithmic && value <= 0) ? value : NaN;
}

/** The numbers of several lines, one row per epoch. */
export function linesTable(epochs: readonly number[], lines: readonly EpochLine[]): FigureTable {
  return {
    columns: ['epoch', ...lines.map(({ label }) => label)],
    rows: epochs.map((epoch, index) => [epoch, ...lines.map(({ values }) => values[index] ?? null)]),
  };
}

/** The range a y axis has to cover; null if nothing can be drawn on it. */
export function linesRange(lines: readonly EpochLine[], logarithmic: boolean): AxisRange | null {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const value of lines.flatMap(({ values }) => values)) {
    if (value === null || !Number.isFinite(value) || (logarithmic && value <= 0)) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest > highest) return null;
  if (logarithmic) return { min: lowest / 1.3, max: highest * 1.3 };
  return { min: 0, max: highest > 0 ? highest * 1.06 : 1 };
}
