import type { ChartTheme } from './chart-theme.ts';
import type { LegendEntry } from './figure.ts';
import { traceMarker } from './line-path.ts';
import { writtenPath } from './svg-context.ts';
import { tintColor } from './tint.ts';

export type KeyMark =
  | 'line'
  | 'dashed'
  | 'dotted'
  | 'point'
  | 'triangle'
  | 'diamond'
  | 'cross'
  | 'ring'
  | 'square'
  | 'outline'
  | 'dots';

/** The meaning of colours on a scale: viridis from first to last. */
export interface ColourScale {
  readonly title: string;
  /** Ascending; `share` is the position on the scale, 0 to 1. */
  readonly ticks: readonly { readonly share: number; readonly label: string }[];
  /** Given if each colour is a group of lines: its key, its position on the scale, its value and its tooltip. */
  readonly groups?: readonly ScaleGroup[];
}

/** Approximate width of a letter below the scale, at a text scale of 1. */
const letterPx = 6.5;

/** The ticks whose labels fit below a scale of this width: both ends, and those in between that touch no other. */
export function roomyTicks(ticks: ColourScale['ticks'], widthPx: number): ColourScale['ticks'] {
  const reach = ({ share, label }: ColourScale['ticks'][number]) => {
    const labelPx = label.length * letterPx;
    const from = share * (widthPx - labelPx);
    return { from, to: from + labelPx };
  };
  const last = ticks.at(-1);
  const kept: ColourScale['ticks'][number][] = [];
  for (const tick of ticks) {
    const before = kept.at(-1);
    const after = tick === last ? null : last;
    if (before && reach(before).to + letterPx > reach(tick).from && tick !== last) continue;
    if (after && kept.length > 0 && reach(tick).to + letterPx > reach(after).from) continue;
    kept.push(tick);
  }
  return kept;
}

export interface ScaleGroup {
  readonly group: string;
  readonly share: number;
  readonly title: string;
}

interface KeyShape {
  /** An SVG path in a 22 x 12 box. */
  readonly path: string;
  readonly filled?: boolean;
  readonly dash?: readonly number[];
  readonly width?: number;
}

export const keyWidthPx = 22;
export const keyHeightPx = 12;

/** The same drawing for the page and for saved pictures. */
export const keyShapes: Readonly<Record<KeyMark, KeyShape>> = {
  line: { path: 'M1 6H21' },
  dashed: { path: 'M1 6H21', dash: [5, 3] },
  dotted: { path: 'M1 6H21', dash: [1.5, 2.5] },
  point: { path: 'M8 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z', filled: true },
  triangle: { path: 'M11 2L15.5 10H6.5Z', filled: true },
  diamond: { path: 'M11 1.5L15.5 6L11 10.5L6.5 6Z', filled: true },
  cross: { path: 'M7.5 2.5l7 7M14.5 2.5l-7 7' },
  ring: { path: 'M7 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z' },
  square: { path: 'M6 1H16V11H6Z', filled: true },
  outline: { path: 'M6 1H16V11H6Z', width: 2.5 },
  dots: {
    path: 'M6 6a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0ZM13 6a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0 -2.6 0Z',
    filled: true,
  },
};

/** Draws a key's mark with its upper left corner at the origin of `context`. */
export function drawKeyMark(
  context: CanvasRenderingContext2D,
  { mark, tint, marker = 'none' }: LegendEntry,
  theme: ChartTheme,
): void {
  const color = tintColor(tint, theme);
  const { path, filled, dash = [], width = 1.75 } = keyShapes[mark];
  const shape = writtenPath(path);
  context.save();
  context.strokeStyle = color;
  context.fillStyle = color;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  if (filled) context.fill(shape);
  else context.stroke(shape);
  context.setLineDash([]);
  context.fillStyle = theme.surface;
  context.beginPath();
  traceMarker(context, marker, keyWidthPx / 2, keyHeightPx / 2, 3);
  context.fill();
  context.stroke();
  context.restore();
}

const rowHeightPx = 18;
const gapPx = 14;

/** The rows of a legend for a picture of the given width: the height they take, and how to draw them at the origin. */
export function legendPicture(
  context: CanvasRenderingContext2D,
  keys: readonly LegendEntry[],
  widthPx: number,
  theme: ChartTheme,
): { heightPx: number; draw: () => void } {
  let left = 0;
  let top = 0;
  const rowPx = rowHeightPx * theme.textScale;
  const places = keys.map((key) => {
    const width = keyWidthPx + 6 + context.measureText(key.label).width;
    if (left > 0 && left + width > widthPx) {
      left = 0;
      top += rowPx;
    }
    const place = { key, left, top };
    left += width + gapPx;
    return place;
  });
  return {
    heightPx: keys.length === 0 ? 0 : top + rowPx,
    draw() {
      for (const { key, left, top } of places) {
        context.save();
        context.translate(left, top + 2);
        drawKeyMark(context, key, theme);
        context.fillStyle = theme.text;
        context.fillText(key.label, keyWidthPx + 6, keyHeightPx / 2);
        context.restore();
      }
    },
  };
}
