import type { SpanBar } from '../figure.ts';
import type { AxisRange } from '../ticks.ts';

/** The shortest view: a run of one second fills it. */
const leastMs = 1000;

/** A view `factor` times as long around a time that stays put; null for the full range. */
export function zoomed(view: AxisRange, about: number, factor: number, all: AxisRange): AxisRange | null {
  const length = view.max - view.min;
  const next = Math.max(leastMs, length * factor);
  if (next >= all.max - all.min) return null;
  const min = about - ((about - view.min) / length) * next;
  return panned({ min, max: min + next }, 0, all);
}

/** A view moved by a fraction of its length, within the full range. */
export function panned(view: AxisRange, share: number, all: AxisRange): AxisRange {
  const length = view.max - view.min;
  const min = Math.max(all.min, Math.min(all.max - length, view.min + share * length));
  return { min, max: min + length };
}

/**
 * The bar next to `from` in its row, or the nearest in time in the next row that has any; `from` itself if there is none. The first bar if
 * `from` is null.
 */
export function neighbourBar(bars: readonly SpanBar[], from: SpanBar | null, key: string): SpanBar | null {
  if (from === null) return bars[0] ?? null;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    const next = bars[bars.indexOf(from) + (key === 'ArrowRight' ? 1 : -1)];
    return next?.row === from.row ? next : from;
  }
  const step = key === 'ArrowDown' ? 1 : -1;
  const rowsAway = (bar: SpanBar): number => (bar.row - from.row) * step;
  const next = Math.min(...bars.map(rowsAway).filter((away) => away > 0));
  const distance = (bar: SpanBar): number => Math.abs(bar.from - from.from);
  return bars
    .filter((bar) => rowsAway(bar) === next)
    .reduce((near, bar) => (near === from || distance(bar) < distance(near) ? bar : near), from);
}
