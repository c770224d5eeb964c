import { featuresOf, type DatasetPreview } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';
import { whyNoPlane, type PlaneWords } from '../../../figure/boundaries/no-plane.ts';
import { planeOf } from '../../../figure/boundaries/plane-of.ts';
import { chooseAxes } from '../../../figures/axis-choices.ts';
import { configOfCell } from '../../../figures/cell-config.ts';
import { type SweepInput, sweepCube } from '../../../figures/cube.ts';
import { planeColumns } from '../../../figures/plane-cells.ts';
import { samplesKey } from '../../shared/samples-key.ts';

/** Points along each side of the visible part of the plane. */
const cellsPerSide = 100;

/**
 * What the plane figures of a sweep share: which cells are columns, and which part of the plane they show. `words` are used if the data
 * have no plane.
 */
export function useSweepPlane(input: () => SweepInput, words: PlaneWords) {
  const client = useClient();
  const sweep = (): SweepInput['sweep'] => input().sweep;
  const chosen = computed(() => chooseAxes(sweepCube(sweep(), input().at), input().choices));
  const axis = computed(() => chosen.value.axis);
  const found = computed(() => planeColumns(sweep(), axis.value, chosen.value.held));
  const columns = computed(() => found.value.columns);
  const seed = computed(() => {
    const { seeds } = sweep().definition;
    return seeds.find((one) => one === input().choices['seed']) ?? seeds[0]!;
  });

  const noPlane = computed(() => {
    const features = columns.value.map(({ cell }) => featuresOf(configOfCell(sweep(), cell).dataset));
    return whyNoPlane(features.find((count) => count !== 2) ?? 2, words);
  });
  const keyOf = (cell: number): string => samplesKey(configOfCell(sweep(), cell));
  /** The samples of each column's cell; cells that see the same samples share one request. */
  async function readSamples(): Promise<ReadonlyMap<number, DatasetPreview>> {
    const asked = new Map<string, Promise<DatasetPreview>>();
    const read = columns.value.map(async ({ cell }) => {
      const { dataset, validation, test, layers } = configOfCell(sweep(), cell);
      const key = keyOf(cell);
      const preview =
        asked.get(key) ?? client.previewDataset({ dataset, validation, test, layers, seed: seed.value });
      asked.set(key, preview);
      return [cell, await preview] as const;
    });
    return new Map(await Promise.all(read));
  }
  const { value, error, isLoading } = useLatest(
    () =>
      noPlane.value === null
        ? JSON.stringify([seed.value, columns.value.map(({ cell }) => [cell, keyOf(cell)])])
        : null,
    readSamples,
  );
  /** The samples of each column's run with `seed`, by cell; empty until they are read. */
  const samples = computed(() => value.value ?? new Map<number, DatasetPreview>());

  return {
    axis,
    controls: computed(() => chosen.value.controls),
    columns,
    leftOut: computed(() => found.value.leftOut),
    seed,
    samples,
    /** Whether `samples` belong to columns or a seed other than those chosen. */
    loading: isLoading,
    plane: computed(() =>
      planeOf(
        [...samples.value.values()].flatMap(({ training, validation }) => [training, validation]),
        cellsPerSide,
      ),
    ),
    /** Why there is no plane to draw, as text. */
    message: computed(() => {
      if (noPlane.value !== null) return noPlane.value;
      if (columns.value.every(({ runs }) => runs.length === 0)) return 'No run has begun yet.';
      return error.value?.message ?? (samples.value.size > 0 ? null : 'Drawing the samples…');
    }),
  };
}
