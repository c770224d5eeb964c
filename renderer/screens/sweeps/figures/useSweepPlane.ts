import { featuresOf, type DatasetPreview, type JudgedAt, type PlaneGrid, type SweepDetail } from '#api';
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import { whyNoPlane, type PlaneWords } from '../../../figure/boundaries/no-plane.ts';
import { planeOf } from '../../../figure/boundaries/plane-of.ts';
import { useClient } from '../../../data/useClient.ts';
import { useLatest } from '../../../data/useLatest.ts';
import { figureAxes, mainAxis, type FigureAxis } from './figure-axes.ts';
import { bestCell } from './gap-figure.ts';
import { configOfCell } from '../cell-config.ts';
import { planeColumns, type PlaneColumn } from './plane-cells.ts';

export interface SweepPlane {
  readonly axes: ComputedRef<readonly FigureAxis[]>;
  readonly axis: ComputedRef<FigureAxis | undefined>;
  readonly held: ComputedRef<ReadonlyMap<number, number>>;
  choose(axis: number): void;
  hold(axis: number, point: number): void;
  readonly columns: ComputedRef<readonly PlaneColumn[]>;
  readonly leftOut: ComputedRef<number>;
  readonly seed: Ref<number>;
  /** The samples of each column's run of `seed`, by cell; empty until they are read. */
  readonly samples: ComputedRef<ReadonlyMap<number, DatasetPreview>>;
  /** Whether `samples` are of other columns, or another seed, than those that are chosen. */
  readonly loading: Readonly<ShallowRef<boolean>>;
  readonly plane: ComputedRef<PlaneGrid>;
  /** Why there is no plane to draw, for people. */
  readonly message: ComputedRef<string | null>;
}

/**
 * What the pictures of a sweep's planes share: which cells are columns, what part of the plane they show, of `cells` by `cells` points.
 * `words` are said where the data have no plane.
 */
export function useSweepPlane(
  sweep: () => SweepDetail,
  at: () => JudgedAt,
  cells: number,
  words: PlaneWords,
): SweepPlane {
  const client = useClient();
  const axes = computed(() => figureAxes(sweep()));
  const chosen = ref<number | null>(null);
  const axis = computed(() => axes.value.find(({ index }) => index === chosen.value) ?? mainAxis(axes.value));
  const heldByHand = shallowRef<ReadonlyMap<number, number>>(new Map());
  const held = computed(() => {
    const best = bestCell(sweep(), at());
    const others = axes.value.filter(({ index }) => index !== axis.value?.index);
    return new Map(others.map(({ index }) => [index, heldByHand.value.get(index) ?? best[index] ?? 0]));
  });
  const found = computed(() => planeColumns(sweep(), axis.value, held.value));
  const columns = computed(() => found.value.columns);
  const seed = ref(sweep().definition.seeds[0]!);

  const noPlane = computed(() => {
    const features = columns.value.map(({ cell }) => featuresOf(configOfCell(sweep(), cell).dataset));
    return whyNoPlane(features.find((count) => count !== 2) ?? 2, words);
  });
  /** What the samples of a cell depend on: weights are drawn between the sets, so the widths of the layers too. */
  function samplesKey(cell: number): string {
    const { dataset, validation, test, layers } = configOfCell(sweep(), cell);
    const widths = layers.map((layer) => (layer.kind === 'dense' ? layer.units : layer.kind));
    return JSON.stringify([dataset, validation, test, widths]);
  }
  /** The samples of each column's cell; cells that see the same ones are asked for once. */
  async function readSamples(): Promise<ReadonlyMap<number, DatasetPreview>> {
    const asked = new Map<string, Promise<DatasetPreview>>();
    const read = columns.value.map(async ({ cell }) => {
      const { dataset, validation, test, layers } = configOfCell(sweep(), cell);
      const key = samplesKey(cell);
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
        ? JSON.stringify([seed.value, columns.value.map(({ cell }) => [cell, samplesKey(cell)])])
        : null,
    readSamples,
  );
  const samples = computed(() => value.value ?? new Map<number, DatasetPreview>());

  return {
    axes,
    axis,
    held,
    choose: (index) => (chosen.value = index),
    hold: (index, point) => (heldByHand.value = new Map(heldByHand.value).set(index, point)),
    columns,
    leftOut: computed(() => found.value.leftOut),
    seed,
    samples,
    loading: isLoading,
    plane: computed(() =>
      planeOf(
        [...samples.value.values()].flatMap(({ training, validation }) => [training, validation]),
        cells,
      ),
    ),
    message: computed(() => {
      if (noPlane.value !== null) return noPlane.value;
      if (columns.value.every(({ runs }) => runs.length === 0)) return 'No run has begun yet.';
      return error.value?.message ?? (samples.value.size > 0 ? null : 'Drawing the samples…');
    }),
  };
}
