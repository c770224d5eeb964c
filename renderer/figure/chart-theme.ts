import { createSharedComposable, useEventListener, useMutationObserver } from '@vueuse/core';
import { computed, nextTick, shallowRef, type ComputedRef } from 'vue';
import { paletteSize } from './palette.ts';

/** Colours and type of a chart, resolved from the CSS tokens of the current theme. */
export interface ChartTheme {
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly faint: string;
  readonly grid: string;
  readonly axis: string;
  readonly crosshair: string;
  readonly danger: string;
  readonly series: readonly string[];
  readonly fontFamily: string;
  /** Magnification of all type, and of lines and points with it, relative to the default. */
  readonly textScale: number;
}

/** Reads the tokens in effect at `element`, or for the page if omitted. */
export function readChartTheme(element: Element = document.documentElement): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    surface: token('--surface'),
    text: token('--text'),
    muted: token('--text-muted'),
    faint: token('--text-faint'),
    grid: token('--grid'),
    axis: token('--border-strong'),
    crosshair: token('--crosshair'),
    danger: token('--danger'),
    series: Array.from({ length: paletteSize }, (_, index) => token(`--series-${index + 1}`)),
    fontFamily: token('--font') || 'sans-serif',
    textScale: Number(token('--scale')) || 1,
  };
}

/** The theme of all charts while pictures for paper are made, whatever the page looks like. */
const paper = shallowRef<ChartTheme | null>(null);

/**
 * Calls `draw` while every chart of the page has the light theme. None of this appears on screen: `draw` is synchronous, and the page has
 * its own theme back before the browser paints.
 */
export async function drawForPaper<Drawn>(draw: () => Drawn): Promise<Drawn> {
  const light = document.createElement('div');
  light.dataset['theme'] = 'light';
  document.body.append(light);
  paper.value = readChartTheme(light);
  light.remove();
  await nextTick();
  try {
    return draw();
  } finally {
    paper.value = null;
    await nextTick();
  }
}

/**
 * The page's theme, read again whenever the root element or the system switches it. All drawings share it, since each reading makes the
 * browser recalculate the page's styles.
 */
export const useChartTheme = createSharedComposable((): ComputedRef<ChartTheme> => {
  const theme = shallowRef(readChartTheme());
  const read = (): void => {
    theme.value = readChartTheme();
  };
  useMutationObserver(document.documentElement, read, { attributeFilter: ['data-theme', 'class', 'style'] });
  useEventListener(matchMedia('(prefers-color-scheme: dark)'), 'change', read);
  return computed(() => paper.value ?? theme.value);
});

/** The size of all text inside a plot. */
export function fontSizePx({ textScale }: Pick<ChartTheme, 'textScale'>): number {
  return 11 * textScale;
}

/** The font of that text. */
export function chartFont(theme: ChartTheme): string {
  return `${fontSizePx(theme)}px ${theme.fontFamily}`;
}

/** A token's colour (`#rrggbb`) made translucent; `opacity` is from 0 to 1. */
export function withOpacity(color: string, opacity: number): string {
  if (opacity >= 1) return color;
  const alpha = Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0');
  return /^#[0-9a-f]{6}$/i.test(color) ? color + alpha : color;
}
