import type { ChartTheme } from '../chart-theme.ts';
import type { Rgb } from './shade-classes.ts';

/** The class colours of a theme as numbers; a token that is not `#rrggbb` becomes grey. */
export function classPalette({ series }: Pick<ChartTheme, 'series'>): Rgb[] {
  return series.map((color) => {
    const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1);
    const [red = 128, green = 128, blue = 128] = parts?.map((part) => parseInt(part, 16)) ?? [];
    return [red, green, blue];
  });
}
