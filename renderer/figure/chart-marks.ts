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

/** A mark in its run's colour, with its label above. */
function onLine(mark: ChartMark, index: number, { theme, x, y }: MarkFrame, row = 0): Entry[] {
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
  if (mark.label === undefined) return [[`${mark.kind}-${index}`, ring]];
  if (mark.kind === 'best')
    return [[`best-${index}`, ring], ...above(mark, index, { theme, x, y }, color, row)];
  const label = caption(mark, value, color, share(mark.epoch, x), theme);
  return [
    [`${mark.kind}-${index}`, ring],
    [`${mark.kind}-label-${index}`, label],
  ];
}

/** The label of a mark at the upper edge, where no curve runs through it, with a thin line down to the mark. */
function above(
  mark: ChartMark,
  index: number,
  { theme, x, y }: MarkFrame,
  color: string,
  row: number,
): Entry[] {
  const line: AnnotationOptions = {
    type: 'line',
    xMin: mark.epoch,
    xMax: mark.epoch,
    yMin: mark.value!,
    yMax: y.max,
    borderColor: withOpacity(color, 0.5),
    borderWidth: 1,
    borderDash: [1, 3],
  };
  const label = caption({ ...mark, kind: 'onset' }, y.max, color, share(mark.epoch, x), theme);
  return [
    [`best-line-${index}`, line],
    [`best-label-${index}`, { ...label, yAdjust: rowPx(row + index, theme) } as AnnotationOptions],
  ];
}

function diverged(mark: ChartMark, index: number, { theme, x, y }: MarkFrame): Entry[] {
  const height = Math.min(Math.max(mark.value ?? y.max, y.min), y.max);
  const line: AnnotationOptions = {
    type: 'line',
    xMin: mark.epoch,
    xMax: mark.epoch,
    borderColor: theme.danger,
    borderWidth: 1,
    borderDash: [2, 2],
  };
  const cross = {
    type: 'point',
    pointStyle: 'crossRot',
    xValue: mark.epoch,
    yValue: height,
    radius: 5 * theme.textScale,
    borderWidth: 2 * theme.textScale,
    borderColor: theme.danger,
  } as AnnotationOptions; // pointStyle is missing from its types
  const entries: Entry[] = [
    [`diverged-${index}`, line],
    [`diverged-cross-${index}`, cross],
  ];
  if (mark.label !== undefined) {
    const label = caption(mark, y.max, theme.danger, share(mark.epoch, x), theme);
    entries.push([
      `diverged-label-${index}`,
      { ...label, yAdjust: rowPx(index, theme) } as AnnotationOptions,
    ]);
  }
  return entries;
}

/** A line from top to bottom with its label at the top: solid for what happened, dashed for what would have happened. */
function hairline(mark: ChartMark, row: number, { theme, x, y }: MarkFrame): Entry[] {
  const line: AnnotationOptions = {
    type: 'line',
    xMin: mark.epoch,
    xMax: mark.epoch,
    borderColor: theme.muted,
    borderWidth: 1,
    borderDash: mark.kind === 'stop' ? [4, 3] : [],
  };
  const name = `${mark.kind}-${mark.epoch}`;
  if (mark.label === undefined) return [[name, line]];
  const label = caption(mark, y.max, theme.text, share(mark.epoch, x), theme);
  return [
    [name, line],
    [`${name}-label`, { ...label, yAdjust: rowPx(row, theme) } as AnnotationOptions],
  ];
}

/** A label beside a mark, on the side with room. */
function caption(
  mark: ChartMark,
  yValue: number,
  color: string,
  position: number,
  theme: ChartTheme,
): AnnotationOptions {
  const side = position > 0.75 ? 'end' : position < 0.12 ? 'start' : 'center';
  const upright = mark.kind === 'best' || mark.kind === 'branch';
  return {
    type: 'label',
    z: 1, // above the hairlines of other marks, too
    xValue: mark.epoch,
    yValue,
    content: [mark.label ?? ''],
    position: { x: upright ? side : position > 0.5 ? 'end' : 'start', y: upright ? 'end' : 'center' },
    xAdjust: upright ? 0 : position > 0.5 ? -4 : 4,
    yAdjust: upright ? -8 : 0,
    color,
    textStrokeColor: withOpacity(theme.surface, 0.9),
    textStrokeWidth: 3,
    // Lines that reach the upper edge must not run through the text.
    backgroundColor: upright ? 'transparent' : withOpacity(theme.surface, 0.85),
    font: { family: theme.fontFamily, size: fontSizePx(theme) },
    padding: { x: 2, y: 0 }, // no taller than a row
  };
}

function share(epoch: number, { min, max }: AxisRange): number {
  return (epoch - min) / (max - min);
}
