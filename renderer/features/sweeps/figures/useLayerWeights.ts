import { AppError, formatBytes, type SweepDetail } from '#api';
import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue';
import { useClient } from '../../../composables/useClient.ts';
import { configOfCell } from '../cell-config.ts';
import { layersOfCell, layerWeights, type LayerWeights } from './layer-weights.ts';

const runsAtOnce = 16;
/** What a page may ask of its host for one picture. */
const maxBytes = 256 * 1024 ** 2;

export interface UsedLayerWeights {
  /** By run; it fills while snapshots arrive. */
  readonly weights: Readonly<ShallowRef<ReadonlyMap<string, readonly LayerWeights[]>>>;
  readonly loading: Readonly<ShallowRef<boolean>>;
  /** Why some runs are missing, for people. */
  readonly problem: Readonly<ShallowRef<string | null>>;
}

/** The last parameters of a sweep's completed runs, read a few runs at a time and reduced to norms and counts at once. */
export function useLayerWeights(sweep: () => SweepDetail): UsedLayerWeights {
  const client = useClient();
  const weights = shallowRef<ReadonlyMap<string, readonly LayerWeights[]>>(new Map());
  const loading = shallowRef(false);
  const problem = shallowRef<string | null>(null);
  const inputs = new Map<string, Promise<Float64Array | null>>();
  let generation = 0;
  let bytes = 0;

  /** The training samples of a run, where they are points of a plane; runs of one seed share them. */
  function inputsOf(cell: number, seed: number): Promise<Float64Array | null> {
    const { dataset, validation, test, layers } = configOfCell(sweep(), cell);
    const key = JSON.stringify([dataset, seed]);
    const known = inputs.get(key);
    if (known) return known;
    const asked = client.previewDataset({ dataset, validation, test, layers, seed }).then(
      ({ training: { x, y } }) =>
        Float64Array.from({ length: 2 * x.length }, (_, i) => (i % 2 ? y : x)[i >> 1]!),
      // Without samples there are no dead units to count; norms do not need them.
      () => null,
    );
    inputs.set(key, asked);
    return asked;
  }

  async function read(): Promise<void> {
    const mine = ++generation;
    const members = new Map(
      sweep().members.flatMap((run) =>
        run.status === 'completed' && run.id !== null ? [[run.id, run] as const] : [],
      ),
    );
    const missing = [...members.keys()].filter((id) => !weights.value.has(id));
    loading.value = missing.length > 0;
    problem.value = null;
    try {
      for (let from = 0; from < missing.length; from += runsAtOnce) {
        const { runs } = await client.readSnapshots({
          ids: missing.slice(from, from + runsAtOnce),
          at: 'last',
        });
        if (mine !== generation) return;
        const next = new Map(weights.value);
        for (const { id, snapshots } of runs) {
          const last = snapshots.at(-1);
          if (!last) continue;
          bytes += last.parameters.byteLength;
          const { cell, seed } = members.get(id)!;
          const samples = last.parameters.length < 1e6 ? await inputsOf(cell, seed) : null;
          next.set(id, layerWeights(layersOfCell(sweep(), cell), last.parameters, samples));
        }
        if (mine !== generation) return;
        weights.value = next;
        if (bytes > maxBytes && from + runsAtOnce < missing.length) {
          problem.value = `The parameters of all runs are more than ${formatBytes(maxBytes)}; shown are ${next.size} of ${members.size} runs.`;
          break;
        }
      }
    } catch (thrown) {
      if (mine === generation) problem.value = AppError.from(thrown).message;
    }
    if (mine === generation) loading.value = false;
  }

  // A sweep that trains is told of often; its parameters are read when another run has completed.
  watch(
    () => [sweep().id, sweep().counts.completed].join(),
    () => void read(),
    { immediate: true },
  );
  onScopeDispose(() => generation++);
  return { weights, loading, problem };
}
