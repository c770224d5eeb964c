import type { Explanation, Histogram } from '#api';
import { type Figure, oneAxis } from '#figure';
import { formatCount, formatMetric } from '#words';

export interface HistogramWords extends Pick<Figure, 'key' | 'title' | 'finding' | 'controls'> {
  /** What is counted, as the axis title. */
  readonly axis: string;
  readonly explanation: Explanation;
  readonly message?: string | null;
}

/** How values are distributed, as bars in a colour of the palette; null until they are counted. */
export function histogramFigure(
  histogram: Histogram | null,
  slot: number,
  { axis, explanation, message, ...words }: HistogramWords,
): Figure {
  const { edges, counts } = histogram ?? { edges: [0, 1], counts: [] };
  const bins = Array.from(counts, (count, bin) => ({ from: edges[bin]!, to: edges[bin + 1]!, count }));
  const highest = Math.max(1, ...bins.map(({ count }) => count));
  const isEmpty = bins.every(({ count }) => count === 0);
  const nothing = isEmpty ? 'Nothing to count: no value is finite and shown.' : null;
  return {
    ...words,
    explanation: `${explanation.means} ${explanation.misleads}`,
    message: message ?? (histogram ? nothing : 'Counting'),
    plot: {
      kind: 'chart',
      isReadAlongX: true,
      x: { title: axis, range: { min: bins[0]?.from ?? 0, max: bins.at(-1)?.to ?? 1 } },
      y: oneAxis({ title: 'count', range: { min: 0, max: highest * 1.06 } }),
      marks: [
        {
          kind: 'boxes',
          name: axis,
          tint: { slot },
          data: bins.map(({ from, to, count }) => ({
            x: (from + to) / 2,
            y: count,
            ...{ lowX: from, highX: to, low: 0, high: count },
            title: `${formatMetric(from)} to ${formatMetric(to)}`,
            lines: [formatCount(count)],
          })),
        },
      ],
    },
    table: { columns: ['from', 'to', 'count'], rows: bins.map(({ from, to, count }) => [from, to, count]) },
  };
}
