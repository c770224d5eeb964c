import { project, type Projection } from './line-path.ts';
import { lowerBound, type SeriesInterval } from './series.ts';
import type { AxisRange } from './ticks.ts';

type Path = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo' | 'closePath'>;

interface Column {
  readonly x: number;
  top: number;
  bottom: number;
}

/**
 * Adds the outline of a band to the current path: for each pixel column its whole interval, so that nothing is lost if a column covers many
 * epochs. A stretch without intervals leaves a gap. On a logarithmic axis an interval that reaches zero or below goes down to `floor`, the
 * pixel position of the axis.
 */
export function traceBand(
  path: Path,
  epochs: Float64Array,
  { lower, upper }: SeriesInterval,
  scales: {
    readonly x: Projection;
    readonly y: Projection;
    readonly range: AxisRange;
    readonly floor: number;
  },
): void {
  const { x, y, range, floor } = scales;
  const from = Math.max(0, lowerBound(epochs, range.min) - 1);
  const to = Math.min(epochs.length, lowerBound(epochs, range.max) + 1);
  let columns: Column[] = [];
  for (let index = from; index < to; index++) {
    const left = project(x, epochs[index]!);
    const top = project(y, upper[index]!);
    const low = lower[index]!;
    const bottom = y.logarithmic && low <= 0 ? floor : project(y, low);
    if (Number.isNaN(left)) continue;
    if (Number.isNaN(top + bottom)) {
      closeBand(path, columns);
      columns = [];
      continue;
    }
    const last = columns.at(-1);
    if (last && Math.floor(last.x) === Math.floor(left)) {
      last.top = Math.min(last.top, top);
      last.bottom = Math.max(last.bottom, bottom);
    } else columns.push({ x: left, top, bottom });
  }
  closeBand(path, columns);
}

/** Half the width of an isolated interval. */
const lonePx = 1;

function closeBand(path: Path, columns: readonly Column[]): void {
  const [first] = columns;
  if (!first) return;
  const outline = columns.length === 1 ? [{ ...first, x: first.x - lonePx }, { ...first, x: first.x + lonePx }] : columns; // oxfmt-ignore
  path.moveTo(outline[0]!.x, outline[0]!.top);
  for (const { x, top } of outline.slice(1)) path.lineTo(x, top);
  for (const { x, bottom } of outline.toReversed()) path.lineTo(x, bottom);
  path.closePath();
}

/** The part of a series' interval within `range`, as two lines, for finding what the axis must span. */
export function visibleInterval(
  epochs: Float64Array,
  { lower, upper }: SeriesInterval,
  range: AxisRange,
): Float64Array[] {
  const from = lowerBound(epochs, range.min);
  const to = lowerBound(epochs, range.max + 1e-9);
  return [lower.subarray(from, to), upper.subarray(from, to)];
}
