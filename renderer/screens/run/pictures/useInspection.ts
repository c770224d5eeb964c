import { AppError, type EffectiveParameters, type PreviewInputs, type RunSummary } from '#api';
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import { createWorkerCalls } from '#data';
import type { ActivationHistogram, InspectedNetwork, Inspection } from './inspect-snapshot.ts';
import type { InspectionAnswer, InspectionRequest } from './inspection-worker.ts';
import { inspectedSamples } from './inspected-samples.ts';
import type { Snapshot } from './useSnapshots.ts';

interface Inspected {
  readonly run: RunSummary;
  readonly snapshots: readonly Snapshot[];
  readonly wanted: Snapshot | undefined;
  /** null if they are not needed or unavailable; undefined while they are being read. */
  readonly samples: PreviewInputs | null | undefined;
  /** Indices of the layers whose activations are counted. */
  readonly places: readonly number[];
}

/** Every result redraws all figures; an inspection takes less time than that. */
const publishEveryMs = 150;

/** Inspects the snapshots of one run in a worker: the wanted one first, then all others in turn. */
export function useInspection(given: () => Inspected) {
  /** What is known so far, by epoch. */
  const inspections = shallowRef<ReadonlyMap<number, Inspection>>(new Map());
  /** For the wanted snapshot, in the order of `places`; null until they are counted. */
  const activations = shallowRef<readonly ActivationHistogram[] | null>(null);
  const effective = shallowRef<EffectiveParameters | null>(null);
  const counting = ref(false);
  const error = shallowRef<AppError | null>(null);
  const worker = createWorkerCalls<InspectionRequest, InspectionAnswer>(
    () => new Worker(new URL('./inspection-worker.ts', import.meta.url), { type: 'module' }),
  );
  const fail = (thrown: unknown): void => {
    error.value = AppError.from(thrown);
  };
  let busy = false;
  let counted: Snapshot | undefined;

  function networkOf({ parameters }: Snapshot): InspectedNetwork {
    const { run, samples } = given();
    const { layers } = run.config;
    return { layers, parameters, samples: samples ? inspectedSamples(samples, layers) : null };
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    let found = new Map(inspections.value);
    let publishedAt = -Infinity;
    const publish = (): void => {
      if (found.size === inspections.value.size) return;
      inspections.value = found;
      found = new Map(found);
      publishedAt = performance.now();
    };
    try {
      for (;;) {
        const { samples, snapshots, wanted, places } = given();
        if (samples === undefined) break;
        const isNew = ({ epoch }: Snapshot): boolean => !found.has(epoch);
        const next = wanted && isNew(wanted) ? wanted : snapshots.find(isNew);
        if (wanted && wanted !== counted) {
          counted = wanted;
          const network = networkOf(wanted);
          const histograms = (await worker.call({ kind: 'activations', network, places })) as never;
          if (given().wanted === wanted) activations.value = histograms;
        } else if (next) {
          const known = (await worker.call({ kind: 'inspect', network: networkOf(next) })) as Inspection;
          found.set(next.epoch, known);
          if (performance.now() - publishedAt > publishEveryMs) publish();
        } else break;
      }
    } catch (thrown) {
      fail(thrown);
    }
    publish();
    busy = false;
  }

  /** Counts the effective parameters at the last snapshot. */
  async function countEffective(): Promise<void> {
    const last = given().snapshots.at(-1);
    if (!last) return;
    counting.value = true;
    try {
      const answer = (await worker.call({ kind: 'effective', network: networkOf(last) })) as never;
      if (given().snapshots.at(-1) === last) effective.value = answer;
    } catch (thrown) {
      fail(thrown);
    }
    counting.value = false;
  }

  watch(
    () => {
      const { snapshots, wanted, samples } = given();
      return [snapshots, wanted, samples] as const;
    },
    ([snapshots], before) => {
      // A run continued past its end keeps a different last snapshot; what is no longer kept is no longer shown.
      if (before && snapshots.at(-1) !== before[0].at(-1)) effective.value = null;
      void work();
    },
    { immediate: true },
  );
  onScopeDispose(() => worker.end());
  return { inspections, activations, effective, counting, error, countEffective };
}
