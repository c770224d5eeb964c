import { shortenText } from '#api';
import type { Chart, ChartConfiguration } from 'chart.js';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import type { ColourScale } from '../../../figure/figure-legend.ts';
import { figureOptions, placeScale } from '../../../figure/figure-options.ts';
import { textOnViridis, viridisColor } from '../../../figure/viridis.ts';
import { formatCount, formatPercent } from '../../../words/format.ts';
import { classReadings, type NamedConfusion } from './confusion-words.ts';

interface Square {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  /** Of the samples of its row; NaN in a row without any. */
  readonly share: number;
  readonly title: string;
}

/** Longer names of classes would leave the squares no room. */
const maxNameLength = 14;
/** Names beside one another need more room than upright. */
const mostUprightNames = 8;
const gapPx = 2;

export const confusionScale: ColourScale = {
  title: 'share of the class’s samples',
  ticks: [0, 0.5, 1].map((share) => ({ share, label: `${100 * share}%` })),
};

/** A square for each pair of classes, a row for each class that samples have, in the order of the classes from the top. */
export function confusionChart(confusion: NamedConfusion, theme: ChartTheme): ChartConfiguration {
  const { matrix, names } = confusion;
  const classes = names.length;
  const readings = classReadings(confusion);
  const squares = Array.from(matrix, (count, index): Square => {
    const [label, taken] = [Math.floor(index / classes), index % classes];
    return {
      ...{ x: taken, y: label, count, share: count / readings[label]!.samples },
      title: `${names[label]!} taken for ${names[taken]!}`,
    };
  });
  const size = (chart: Chart) => ({
    width: Math.max(1, (chart.chartArea?.width ?? 0) / classes - gapPx),
    height: Math.max(1, (chart.chartArea?.height ?? 0) / classes - gapPx),
  });
  const fill = ({ raw }: { raw?: unknown }): string => fillOf(raw as Square, theme);
  const options = figureOptions(theme);
  return {
    type: 'matrix' as 'scatter',
    data: {
      datasets: [
        {
          data: squares,
          ...{ backgroundColor: fill, hoverBackgroundColor: fill },
          ...{ borderWidth: 0, hoverBorderWidth: 2, hoverBorderColor: theme.text },
          width: ({ chart }: { chart: Chart }) => size(chart).width,
          height: ({ chart }: { chart: Chart }) => size(chart).height,
        },
      ] as never,
    },
    options: {
      ...options,
      scales: {
        x: classAxis(theme, names, 'taken for', true),
        y: classAxis(theme, names, 'class of the samples', false),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => (item ? (item.raw as Square).title : ''),
            label: ({ raw }) => tell(raw as Square),
          },
        },
        figureOverlay: { above: (chart) => drawCounts(chart, squares, size(chart), theme) },
      },
    },
  };
}

/** What never happens steps back. */
function fillOf({ count, share }: Square, theme: ChartTheme): string {
  return count === 0 ? theme.grid : viridisColor(share);
}

function tell({ count, share }: Square): string {
  const samples = `${formatCount(count)} ${count === 1 ? 'sample' : 'samples'}`;
  return Number.isNaN(share) ? samples : `${samples}, ${formatPercent(share)} of the class`;
}

function classAxis(theme: ChartTheme, names: readonly string[], title: string, horizontal: boolean): object {
  const ticks = names.map((name, position) => ({ position, label: shorten(name) }));
  const scale = placeScale(
    theme,
    { range: { min: -0.5, max: names.length - 0.5 }, ticks },
    title,
    horizontal,
  ) as { ticks: object };
  const isSteep = horizontal && names.length > mostUprightNames;
  return {
    ...scale,
    ...{ offset: false, reverse: !horizontal },
    grid: { display: false },
    border: { display: false },
    ticks: { ...scale.ticks, maxRotation: isSteep ? 90 : 0, minRotation: isSteep ? 60 : 0 },
  };
}

function shorten(name: string): string {
  return shortenText(name, maxNameLength);
}

/** Counts where they fit, and shares below them where these do. */
function drawCounts(
  { ctx, scales }: Chart,
  squares: readonly Square[],
  { width, height }: { width: number; height: number },
  theme: ChartTheme,
): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const { x, y, count, share } of squares) {
    const [centre, middle] = [scales['x']!.getPixelForValue(x), scales['y']!.getPixelForValue(y)];
    const percent = count === 0 ? '' : formatPercent(share);
    ctx.fillStyle = count === 0 ? theme.muted : textOnViridis(share);
    ctx.font = `10px ${theme.fontFamily}`;
    const hasRoom = percent !== '' && height >= 34 && width >= ctx.measureText(percent).width + 6;
    if (hasRoom) ctx.fillText(percent, centre, middle + 8);
    ctx.font = `12px ${theme.fontFamily}`;
    const text = formatCount(count);
    const fits = height >= 13 && width >= ctx.measureText(text).width + 4;
    if (fits) ctx.fillText(text, centre, hasRoom ? middle - 6 : middle);
  }
}
