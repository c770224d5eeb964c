import type { BandMember, SeriesMetric } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';
import { atEpochs } from '../../../figures/seed-curves.ts';

const requestsAtOnce = 3;
/** Curves of more runs than this add no information, and use up the page's memory. */
export const maxCurves = 300;

/** A metric of many runs that have ended, complete, at their validated epochs. Curves are not read twice. */
export function useRunCurves(ids: () => readonly string[], metric: () => SeriesMetric) {
  const client = useClient();
  const known = new Map<string, BandMember>();

  async function readOne(id: string, wanted: SeriesMetric): Promise<void> {
    const { series } = await client.readSeries({
      id,
      metrics: [...new Set([wanted, 'validationLoss'] as const)],
    });
    const [own, validated] = [series[wanted], series.validationLoss];
    if (own) known.set(`${id} ${wanted}`, validated ? atEpochs(own, validated.epochs) : own);
  }

  const { value, error, isLoading } = useLatest(
    () => ({ ids: ids().slice(0, maxCurves), metric: metric() }),
    async ({ ids: wanted, metric: asked }, signal) => {
      const queue = wanted.filter((id) => !known.has(`${id} ${asked}`));
      const work = async (): Promise<void> => {
        for (let id = queue.shift(); id !== undefined && !signal.aborted; id = queue.shift()) {
          await readOne(id, asked);
        }
      };
      await Promise.all(Array.from({ length: requestsAtOnce }, work));
      return {}; // a new object, so that what has become known is looked up
    },
    { key: JSON.stringify },
  );

  /** By run; a new map when missing ones have arrived. */
  const curves = computed(() => {
    void [value.value, error.value];
    return new Map(
      ids().flatMap((id): [string, BandMember][] => {
        const curve = known.get(`${id} ${metric()}`);
        return curve ? [[id, curve]] : [];
      }),
    );
  });
  return { curves, loading: isLoading, problem: computed(() => error.value?.message ?? null) };
}
