import { formatMetric } from '#words';
import type { ChartSeries } from './series.ts';

/** A chart in words, for those who cannot see it: each line's first, lowest and last value. */
export function summarize(title: string, series: readonly ChartSeries[]): string {
  if (series.length === 0) return `${title}. No line is shown.`;
  const lines = series.slice(0, 8).map(describe);
  if (series.length > 8) lines.push(`and ${series.length - 8} more lines`);
  return `${title}. ${lines.join('; ')}.`;
}

function describe(series: ChartSeries): string {
  const { label, epochs, values } = series;
  if (epochs.length === 0) return `${label}: no values yet`;
  const first = `from ${formatMetric(values[0])} at epoch ${epochs[0]}`;
  const last = `to ${formatMetric(values[values.length - 1])} at epoch ${epochs[epochs.length - 1]}`;
  let lowest = -1;
  let broken = 0;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) broken++;
    else if (lowest < 0 || value < values[lowest]!) lowest = index;
  });
  const lowestText = lowest < 0 ? '' : `, lowest ${formatMetric(values[lowest])} at epoch ${epochs[lowest]}`;
  const brokenText = broken === 0 ? '' : `, ${broken} ${broken === 1 ? 'value is' : 'values are'} not finite`;
  return `${label}: ${first} ${last}${lowestText}${brokenText}`;
}
