import type { ChartConfiguration } from 'chart.js';
import { figureOptions, placeScale, valueAxis } from '../../../figure/figure-options.ts';
import type { ChartTheme } from '../../../figure/chart-theme.ts';
import { valueRange } from '../../../figure/value-range.ts';
import { formatPaired, type PairedFigure, pairedNoun } from './paired-figure.ts';

interface PairPoint {
  readonly x: number;
  readonly y: number;
  readonly seed: number | null;
  readonly lines: readonly string[];
}

/** A row a seed with its difference, and at the foot their mean with its interval; 0 is a line. */
export function pairedChart(figure: PairedFigure, theme: ChartTheme): ChartConfiguration {
  const { metric, differences } = figure;
  const { pairs, summary } = differences;
  const { mean, ci95, n } = summary;
  // Mean at the foot, seeds from the top.
  const row = (index: number): number => pairs.length - index;
  const finite = pairs.map(({ difference }) => difference).filter((value) => Number.isFinite(value));
  const largest = Math.max(...finite.map(Math.abs), 0);
  const ends = (ci95 ?? []).map((end) => Math.min(2 * largest, Math.max(-2 * largest, end)));
  const range = valueRange([Float64Array.from([0, ...finite, ...ends])], { logarithmic: false }) ?? {
    min: -1,
    max: 1,
  };
  const margin = (range.max - range.min) * 0.06;
  const around = { min: range.min - margin, max: range.max + margin };
  const points = pairs.flatMap(({ seed, baseline, other, difference }, index): PairPoint[] => {
    const lines = [
      `difference ${formatPaired(difference, metric)}`,
      `${figure.baseline}: ${formatPaired(baseline, metric)}`,
      `${figure.other}: ${formatPaired(other, metric)}`,
    ];
    return Number.isFinite(difference) ? [{ x: difference, y: row(index), seed, lines }] : [];
  });
  const broken = pairs.flatMap(({ seed, difference }, index): PairPoint[] =>
    Number.isFinite(difference) ? [] : [{ x: around.max, y: row(index), seed, lines: [lossOf(seed)] }],
  );
  const interval = ci95 ? ` (95 % ${formatPaired(ci95[0], metric)} to ${formatPaired(ci95[1], metric)})` : '';
  const meanPoint: PairPoint[] =
    mean === null
      ? []
      : [{ x: mean, y: 0, seed: null, lines: [`mean ${formatPaired(mean, metric)}${interval}, n = ${n}`] }];
  const ticks = [
    ...pairs.map(({ seed }, index) => ({ position: row(index), label: `seed ${seed}` })),
    { position: 0, label: 'mean' },
  ];
  const shown = ticks.length <= 16 ? ticks : [{ position: 0, label: 'mean' }];
  const color = theme.series[0]!;
  const options = figureOptions(theme);
  const unit = metric === 'validationAccuracy' ? '' : ' (nats)';
  return {
    type: 'scatter',
    data: {
      datasets: [
        { data: points, borderColor: color, backgroundColor: color, pointRadius: 4, pointHoverRadius: 6 },
        {
          data: meanPoint,
          borderColor: theme.text,
          backgroundColor: theme.text,
          pointStyle: 'rectRot',
          pointRadius: 6,
          pointHoverRadius: 8,
        },
        {
          data: broken,
          clip: 8,
          borderColor: theme.danger,
          borderWidth: 2,
          pointStyle: 'crossRot',
          pointRadius: 5,
          pointHoverRadius: 7,
        },
      ],
    },
    options: {
      ...options,
      scales: {
        x: valueAxis(theme, {
          range: around,
          title: `difference in ${pairedNoun(metric)}${unit}`,
          horizontal: true,
        }),
        y: placeScale(theme, { range: { min: -0.7, max: pairs.length + 0.7 }, ticks: shown }, '', false),
      } as never,
      plugins: {
        ...options.plugins,
        tooltip: {
          ...(options.plugins!.tooltip as object),
          callbacks: {
            title: ([item]) => {
              const seed = item && (item.raw as PairPoint).seed;
              return seed === null || seed === undefined ? '' : `seed ${seed}`;
            },
            label: ({ raw }) => [...(raw as PairPoint).lines],
          },
        },
        figureOverlay: {
          below({ ctx, chartArea, scales: { x, y } }) {
            const zero = Math.round(x!.getPixelForValue(0)) + 0.5;
            ctx.strokeStyle = theme.crosshair;
            ctx.beginPath();
            ctx.moveTo(zero, chartArea.top);
            ctx.lineTo(zero, chartArea.bottom);
            ctx.stroke();
            ctx.strokeStyle = color;
            ctx.lineWidth = 1.5;
            for (const point of points) {
              const height = y!.getPixelForValue(point.y);
              ctx.beginPath();
              ctx.moveTo(zero, height);
              ctx.lineTo(x!.getPixelForValue(point.x), height);
              ctx.stroke();
            }
            if (!ci95) return;
            ctx.strokeStyle = theme.text;
            ctx.lineWidth = 2;
            const foot = y!.getPixelForValue(0);
            const [low, high] = ci95.map((end) =>
              Math.min(chartArea.right, Math.max(chartArea.left, x!.getPixelForValue(end))),
            );
            ctx.beginPath();
            ctx.moveTo(low!, foot);
            ctx.lineTo(high!, foot);
            for (const [end, value] of [
              [low!, ci95[0]],
              [high!, ci95[1]],
            ] as const) {
              // An end that lies beyond the frame has no cap.
              if (value < around.min || value > around.max) continue;
              ctx.moveTo(end, foot - 6);
              ctx.lineTo(end, foot + 6);
            }
            ctx.stroke();
          },
        },
      },
    },
  };

  function lossOf(seed: number): string {
    return figure.diverged.has(seed) ? 'a run of this pair diverged' : 'a value of this pair is not finite';
  }
}

/** The seed of a drawn point; null for the mean. */
export function pairedSeed(
  configuration: ChartConfiguration,
  datasetIndex: number,
  index: number,
): number | null {
  return (configuration.data.datasets[datasetIndex]?.data[index] as PairPoint | undefined)?.seed ?? null;
}
