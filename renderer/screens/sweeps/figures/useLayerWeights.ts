import { formatBytes, type SweepDetail } from '#api';
import { computed, shallowRef } from 'vue';
import { useClient, useLatest } from '#data';
import { configOfCell } from '../../../figures/cell-config.ts';
import { layersOfCell, layerWeights, type LayerWeights } from '../../../figures/layer-weights.ts';

const runsAtOnce = 16;
/** Limit on what a page requests from its host for one picture. */
const maxBytes = 256 * 1024 ** 2;

/** The last parameters of a sweep's completed runs, read a few runs at a time and immediately reduced to norms and counts. */
export function useLayerWeights(sweep: () => SweepDetail) {
  const client = useClient();
  /** By run; it fills up while snapshots arrive. */
  const weights = shallowRef<ReadonlyMap<string, readonly LayerWeights[]>>(new Map());
  const limit = shallowRef<string | null>(null);
  const inputs = new Map<string, Promise<Float64Array | null>>();
  let bytes = 0;

  /** The training samples of a run, if they are points of a plane; runs with the same seed share them. */
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

  async function read(signal: AbortSignal): Promise<void> {
    const members = new Map(
      sweep().members.flatMap((run) =>
        run.status === 'completed' && run.id !== null ? [[run.id, run] as const] : [],
      ),
    );
    const missing = [...members.keys()].filter((id) => !weights.value.has(id));
    limit.value = null;
    for (let from = 0; from < missing.length; from += runsAtOnce) {
      const { runs } = await client.readSnapshots({
        ids: missing.slice(from, from + runsAtOnce),
        at: 'last',
      });
      const next = new Map(weights.value);
      for (const { id, snapshots } of runs) {
        const last = snapshots.at(-1);
        if (!last) continue;
        const { cell, seed } = members.get(id)!;
        const samples = last.parameters.length < 1e6 ? await inputsOf(cell, seed) : null;
        if (signal.aborted) return;
        bytes += last.parameters.byteLength;
        next.set(id, layerWeights(layersOfCell(sweep(), cell), last.parameters, samples));
      }
      if (signal.aborted) return;
      weights.value = next;
      if (bytes > maxBytes && from + runsAtOnce < missing.length) {
        limit.value = `The parameters of all runs are more than ${formatBytes(maxBytes)}; shown are ${next.size} of ${members.size} runs.`;
        return;
      }
    }
  }

  // A sweep in training is updated often; its parameters are read when another run has completed.
  const { error, isLoading } = useLatest(
    () => [sweep().id, sweep().counts.completed].join(),
    (_sweep, signal) => read(signal),
  );
  /** Why some runs are missing, as text. */
  const problem = computed(() => error.value?.message ?? limit.value);
  return { weights, loading: isLoading, problem };
}
