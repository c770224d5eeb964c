import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { fontSizePx, withOpacity, type ChartTheme } from './chart-theme.ts';
import type { ChartMark } from './series.ts';
import type { AxisRange } from './ticks.ts';

export interface MarkFrame {
  readonly theme: ChartTheme;
  readonly x: AxisRange;
  readonly y: AxisRange;
}

/**
 * Annotations of the chart: a ring at the best epoch, a diamond where a fork begins, a red line and cross where a run diverged, hairlines.
 */
export function markAnnotations(
  marks: readonly ChartMark[],
  frame: MarkFrame,
): Record<string, AnnotationOptions> {
  const shown = marks.filter(({ epoch }) => epoch >= frame.x.min && epoch <= frame.x.max);
  const of = (kind: ChartMark['kind']): ChartMark[] => shown.filter((mark) => mark.kind === kind);
  return Object.fromEntries([
    ...of('best').flatMap((mark, index) =>
      onLine(mark, index, frame, of('diverged').length + of('onset').length + of('stop').length),
    ),
    ...of('branch').flatMap((mark, index) => onLine(mark, index, frame)),
    // Their labels are stacked below each other.
    ...of('diverged').flatMap((mark, index) => diverged(mark, index, frame)),
    ...[...of('onset'), ...of('stop')].flatMap((mark, index) =>
      hairline(mark, of('diverged').length + index, frame),
    ),
  ]);
}

type Entry = [string, AnnotationOptions];

/** The vertical centre of a row of text below the upper edge. */
const rowPx = (row: number, { textScale }: ChartTheme): number => (10 + row * 14) * textScale;

/** A line from top to bottom at a mark. */
function upright({ epoch }: ChartMark, borderColor: string, borderDash: number[]) {
  return { type: 'line', xMin: epoch, xMax: epoch, borderColor, borderWidth: 1, borderDash } as const;
}

/** A mark in its run's colour, with its label above: beside it, or for the best epoch in a row at the upper edge. */
function onLine(mark: ChartMark, index: number, frame: MarkFrame, row = 0): Entry[] {
  const { theme, y } = frame;
  const { value } = mark;
  if (value === undefined || !Number.isFinite(value) || value < y.min || value > y.max) return [];
  const color = theme.series[mark.slot % theme.series.length]!;
  const ring = {
    type: 'point',
    pointStyle: mark.kind === 'branch' ? 'rectRot' : 'circle',
    xValue: mark.epoch,
    yValue: value,
    radius: 4 * theme.textScale,
    borderWidth: 1.75 * theme.textScale,
    borderColor: color,
    backgroundColor: theme.surface,
  } as AnnotationOptions; // pointStyle is missing from its types
  const name = `${mark.kind}-${index}`;
  if (mark.label === undefined) return [[name, ring]];
  if (mark.kind !== 'best') {
    return [
      [name, ring],
      [`${name}-label`, caption(mark, frame, color)],
    ];
  }
  // No curve runs through a label at the upper edge; a thin line leads down to the mark.
  const line = { ...upright(mark, withOpacity(color, 0.5), [1, 3]), yMin: value, yMax: y.max };
  return [
    [name, ring],
    [`${name}-line`, line],
    [`${name}-label`, caption(mark, frame, color, row + index)],
  ];
}

function diverged(mark: ChartMark, index: number, frame: MarkFrame): Entry[] {
  const { theme, y } = frame;
  const cross = {
    type: 'point',
    pointStyle: 'crossRot',
    xValue: mark.epoch,
    yValue: Math.min(Math.max(mark.value ?? y.max, y.min), y.max),
    radius: 5 * theme.textScale,
    borderWidth: 2 * theme.textScale,
    borderColor: theme.danger,
  } as AnnotationOptions; // pointStyle is missing from its types
  const name = `diverged-${index}`;
  const entries: Entry[] = [
    [name, upright(mark, theme.danger, [2, 2])],
    [`${name}-cross`, cross],
  ];
  if (mark.label !== undefined) entries.push([`${name}-label`, caption(mark, frame, theme.danger, index)]);
  return entries;
}

/** A line from top to bottom with its label at the top: solid for what happened, dashed for what would have happened. */
function hairline(mark: ChartMark, row: number, frame: MarkFrame): Entry[] {
  const { theme } = frame;
  const name = `${mark.kind}-${mark.epoch}`;
  const line: Entry = [name, upright(mark, theme.muted, mark.kind === 'stop' ? [4, 3] : [])];
  return mark.label === undefined ? [line] : [line, [`${name}-label`, caption(mark, frame, theme.text, row)]];
}

/** A label on the side of its mark with room: above it, or in a row below the upper edge. */
function caption(
  { epoch, value, label = '' }: ChartMark,
  { theme, x, y }: MarkFrame,
  color: string,
  row?: number,
): AnnotationOptions {
  const place = (epoch - x.min) / (x.max - x.min);
  const common = {
    type: 'label' as const,
    z: 1, // above the hairlines of other marks, too
    xValue: epoch,
    content: [label],
    color,
    textStrokeColor: withOpacity(theme.surface, 0.9),
    textStrokeWidth: 3,
    font: { family: theme.fontFamily, size: fontSizePx(theme) },
    padding: { x: 2, y: 0 }, // no taller than a row
  };
  if (row === undefined) {
    const side = place > 0.75 ? 'end' : place < 0.12 ? 'start' : 'center';
    const above = { position: { x: side, y: 'end' }, yAdjust: -8, backgroundColor: 'transparent' } as const;
    return { ...common, ...above, yValue: value! };
  }
  const isLate = place > 0.5;
  return {
    ...common,
    yValue: y.max,
    position: { x: isLate ? 'end' : 'start', y: 'center' },
    xAdjust: isLate ? -4 : 4,
    yAdjust: rowPx(row, theme),
    // Lines that reach the upper edge must not run through the text.
    backgroundColor: withOpacity(theme.surface, 0.85),
  };
}
