import type { ChartOptions, Scale, ScaleOptionsByType, TooltipOptions } from 'chart.js';
import { shortenText } from '#api';
import { type ChartTheme, fontSizePx } from './chart-theme.ts';
import { formatTicks, linearTicks, logTicks, type AxisRange } from './ticks.ts';

const lineHeightPx = 14;
/** Width of a title's letter at the default size. */
const charPx = 6;
/** Up to this many labels have all the room they need. */
const manyTicks = 20;

/** What all figures share with the curves: no animation, their type, the space around the plot. */
export function figureOptions(theme: ChartTheme): ChartOptions {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    font: { family: theme.fontFamily, size: fontSizePx(theme) },
    layout: { padding: { top: 8, right: 12, bottom: 0, left: 0 } },
    plugins: { tooltip: tooltipOptions(theme) as never },
  };
}

/** A tooltip next to the pointer or the chosen point, styled like the interface. */
export function tooltipOptions(theme: ChartTheme): Partial<TooltipOptions> {
  const font = { family: theme.fontFamily, size: 12 * theme.textScale };
  return {
    backgroundColor: theme.surface,
    borderColor: theme.axis,
    borderWidth: 1,
    titleColor: theme.text,
    bodyColor: theme.text,
    titleFont: { ...font, weight: 600 },
    bodyFont: font,
    footerFont: { ...font, weight: 400 },
    footerColor: theme.muted,
    padding: 8,
    cornerRadius: 5,
    caretSize: 0,
    displayColors: false,
  };
}

/** An axis title styled like those of the curves. */
export function axisTitle(text: string, theme: ChartTheme) {
  return { display: text !== '', text, color: theme.muted, font: { size: fontSizePx(theme) }, padding: 2 };
}

export interface ValueAxisOptions {
  readonly range: AxisRange;
  readonly title: string;
  readonly logarithmic?: boolean;
  readonly horizontal?: boolean;
}

/** A linear or logarithmic value axis with a few round ticks. */
export function valueAxis(
  theme: ChartTheme,
  { range, title, logarithmic = false, horizontal = false }: ValueAxisOptions,
) {
  const ticks = (lengthPx: number): LabelledTick[] => {
    const count = Math.max(2, Math.min(6, Math.floor(lengthPx / ((horizontal ? 60 : 26) * theme.textScale))));
    const values = logarithmic ? logTicks(range, count) : linearTicks(range, count);
    const texts = formatTicks(values, logarithmic);
    return values.map((value, index) => ({ value, label: texts[index]! }));
  };
  return fixedTicks(theme, range, title, horizontal, logarithmic, ticks);
}

/** The x axis for anything placed on `axis`. */
export function placeScale(
  theme: ChartTheme,
  { range, ticks }: { range: AxisRange; ticks: readonly { position: number; label: string }[] },
  title: string,
  { horizontal = true, isSteep = false }: { horizontal?: boolean; isSteep?: boolean | undefined } = {},
) {
  const labelled = ticks.map(({ position, label }) => ({ value: position, label }));
  // Chart.js omits labels that do not fit only on a horizontal axis.
  const fitting = (lengthPx: number): LabelledTick[] => {
    const step = horizontal
      ? 1
      : Math.ceil((labelled.length * lineHeightPx * theme.textScale) / Math.max(lineHeightPx, lengthPx));
    return labelled.filter((_, index) => index % step === 0);
  };
  const scale = fixedTicks(
    theme,
    range,
    title,
    horizontal,
    false,
    labelled.length > manyTicks ? fitting : () => labelled,
  );
  return isSteep ? { ...scale, ticks: { ...scale.ticks, maxRotation: 90, minRotation: 60 } } : scale;
}

interface LabelledTick {
  readonly value: number;
  readonly label: string;
}

function fixedTicks(
  theme: ChartTheme,
  range: AxisRange,
  title: string,
  horizontal: boolean,
  logarithmic: boolean,
  ticks: (lengthPx: number) => readonly LabelledTick[],
) {
  return {
    type: logarithmic ? 'logarithmic' : 'linear',
    min: range.min,
    max: range.max,
    grid: horizontal
      ? { drawOnChartArea: false, tickLength: 4, tickColor: theme.axis }
      : { drawTicks: false, color: theme.grid },
    border: { display: horizontal, color: theme.axis },
    title: axisTitle(title, theme),
    afterBuildTicks: (scale: Scale) => {
      const { stackShare } = scale.options as { stackShare?: number };
      // Chart.js gives a stacked axis its height only after its ticks are made.
      const heightPx =
        stackShare === undefined ? scale.maxHeight : stackShare * (scale.chart.height - 60 * theme.textScale);
      const lengthPx = horizontal ? scale.maxWidth : heightPx;
      const { title: head } = scale.options as unknown as { title: { text: string } };
      head.text = fittingTitle(title, Math.floor(lengthPx / (charPx * theme.textScale)));
      scale.ticks = ticks(lengthPx).map((tick) => ({ ...tick }));
    },
    ticks: {
      color: theme.muted,
      font: { size: fontSizePx(theme) },
      padding: 6,
      autoSkip: horizontal,
      maxRotation: 0,
      callback(this: { ticks: { label?: string }[] }, _value: number | string, index: number) {
        return this.ticks[index]?.label;
      },
    },
  } as unknown as Partial<ScaleOptionsByType<'linear'>>;
}

/** A title with fewer letters says nothing. */
const fewestLetters = 6;

/**
 * A title in at most `room` letters: if necessary without its unit, or cut. On a stacked axis a longer one would overlap that of the next.
 */
export function fittingTitle(title: string, room: number): string {
  const bare = title.replace(/ \([^()]*\)$/, '');
  const whole = [title, bare].find(({ length }) => length <= room);
  return whole ?? (room < fewestLetters ? '' : shortenText(bare, room));
}
