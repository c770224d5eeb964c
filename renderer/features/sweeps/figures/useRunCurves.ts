import { AppError, type BandMember, type SeriesMetric } from '#api';
import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue';
import { useClient } from '../../../composables/useClient.ts';
import { atEpochs } from './seed-curves.ts';

const requestsAtOnce = 3;
/** Curves of more runs than this tell no more, and take the page's memory. */
export const maxCurves = 300;

export interface UsedRunCurves {
  /** By run; a new map whenever some have arrived. */
  readonly curves: Readonly<ShallowRef<ReadonlyMap<string, BandMember>>>;
  readonly loading: Readonly<ShallowRef<boolean>>;
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** A metric of many runs that have ended, whole, at their validated epochs. What was read is not read again. */
export function useRunCurves(ids: () => readonly string[], metric: () => SeriesMetric): UsedRunCurves {
  const client = useClient();
  const curves = shallowRef<ReadonlyMap<string, BandMember>>(new Map());
  const loading = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  const known = new Map<string, BandMember>();
  let generation = 0;

  async function readOne(id: string, wanted: SeriesMetric): Promise<void> {
    const key = `${id} ${wanted}`;
    if (known.has(key)) return;
    const { series } = await client.readSeries({
      id,
      metrics: [...new Set([wanted, 'validationLoss'] as const)],
    });
    const [own, validated] = [series[wanted], series.validationLoss];
    if (!own) return;
    known.set(key, validated ? atEpochs(own, validated.epochs) : own);
  }

  function publish(wanted: SeriesMetric): void {
    curves.value = new Map(
      ids().flatMap((id): [string, BandMember][] => {
        const curve = known.get(`${id} ${wanted}`);
        return curve ? [[id, curve]] : [];
      }),
    );
  }

  async function read(): Promise<void> {
    const mine = ++generation;
    const wanted = metric();
    const queue = ids().slice(0, maxCurves);
    problem.value = null;
    loading.value = queue.some((id) => !known.has(`${id} ${wanted}`));
    publish(wanted);
    const work = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined && mine === generation; id = queue.shift()) {
        await readOne(id, wanted);
      }
    };
    try {
      await Promise.all(Array.from({ length: requestsAtOnce }, work));
    } catch (thrown) {
      if (mine === generation) problem.value = AppError.from(thrown).message;
    }
    if (mine !== generation) return;
    loading.value = false;
    publish(wanted);
  }

  watch([() => ids().join(), metric], () => void read(), { immediate: true });
  onScopeDispose(() => generation++);
  return { curves, loading, problem };
}
