import { expect, it } from 'vitest';
import type { SpanBar } from '../figure.ts';
import { neighbourBar, panned, zoomed } from './span-moves.ts';

const all = { min: 0, max: 100_000 };

it('zooms around a time that stays put, and no further out than the full range', () => {
  expect(zoomed(all, 50_000, 0.5, all)).toEqual({ min: 25_000, max: 75_000 });
  expect(zoomed({ min: 0, max: 4000 }, 1000, 0.5, all)).toEqual({ min: 500, max: 2500 });
  expect(zoomed({ min: 0, max: 4000 }, 0, 100, all)).toBeNull();
  expect(zoomed({ min: 0, max: 4000 }, 0, 1e-9, all)).toEqual({ min: 0, max: 1000 });
});

it('moves through time no further than the range', () => {
  expect(panned({ min: 10_000, max: 20_000 }, 0.5, all)).toEqual({ min: 15_000, max: 25_000 });
  expect(panned({ min: 10_000, max: 20_000 }, -5, all)).toEqual({ min: 0, max: 10_000 });
});

it('walks along a row, and to the nearest bar in time in the next one', () => {
  const bars = ([[0, 0], [0, 50], [1, 10], [1, 40]] as const).map(([row, from]) => ({ row, from }) as SpanBar); // oxfmt-ignore
  expect(neighbourBar(bars, null, 'ArrowRight')).toBe(bars[0]);
  expect(neighbourBar(bars, bars[0]!, 'ArrowRight')).toBe(bars[1]);
  expect(neighbourBar(bars, bars[1]!, 'ArrowRight')).toBe(bars[1]);
  expect(neighbourBar(bars, bars[1]!, 'ArrowDown')).toBe(bars[3]);
  expect(neighbourBar(bars, bars[3]!, 'ArrowUp')).toBe(bars[1]);
  expect(neighbourBar(bars, bars[3]!, 'ArrowDown')).toBe(bars[3]);
  const apart = bars.map((bar) => ({ ...bar, row: 3 * bar.row })); // rows without bars are skipped
  expect(neighbourBar(apart, apart[1]!, 'ArrowDown')).toBe(apart[3]);
  expect(neighbourBar(apart, apart[3]!, 'ArrowUp')).toBe(apart[1]);
});
