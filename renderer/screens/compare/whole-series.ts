import type { Client, SeriesMetric } from '#api';
import type { ComparedPoints } from './useComparedSeries.ts';

/** An answer is held in full on both sides. */
const runsPerRequest = 10;

/** Every recorded point of runs, however many there are, a few runs per request. */
export async function readWholeSeries(
  client: Pick<Client, 'readManySeries'>,
  ids: readonly string[],
  metrics: readonly SeriesMetric[],
): Promise<Map<string, ComparedPoints>> {
  const points = new Map<string, ComparedPoints>();
  for (let from = 0; from < ids.length; from += runsPerRequest) {
    const { runs } = await client.readManySeries({
      ids: ids.slice(from, from + runsPerRequest),
      metrics: [...metrics],
    });
    for (const { id, series } of runs) points.set(id, { overview: series, detail: null });
  }
  return points;
}
