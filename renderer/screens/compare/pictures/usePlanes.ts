import { AppError, featuresOf, type DatasetPreview, type PlaneGrid, type RunSummary } from '#api';
import { computed } from 'vue';
import { useClient, useLatest } from '#data';
import { classPalette } from '../../../figure/boundaries/class-palette.ts';
import { whyNoPlane } from '../../../figure/boundaries/no-plane.ts';
import { planeOf } from '../../../figure/boundaries/plane-of.ts';
import type { SceneRequest } from '../../../figure/boundaries/scene.ts';
import { useChartTheme } from '#figure';
import { samplesKey } from '../../shared/samples-key.ts';

/** Points along each side of a plane. */
const cells = 120;

/** What a run's boundary is drawn on. The object is the same for as long as its contents are. */
export interface RunPlane {
  readonly samples: DatasetPreview;
  readonly plane: PlaneGrid;
  readonly request: Omit<SceneRequest, 'parameters'>;
}

interface ReadSamples {
  readonly samples: DatasetPreview | AppError;
  /** Runs with the same kind of data share their plane. */
  readonly data: string;
}

/** The samples of runs with two features, and the parts of the plane that show them: one for all runs with the same kind of data. */
export function usePlanes(runs: () => readonly RunSummary[]) {
  const client = useClient();
  const theme = useChartTheme();
  const keyOf = ({ config, seed }: RunSummary): string => `${seed} ${samplesKey(config)}`;
  const drawn = computed(() => runs().filter(({ config }) => featuresOf(config.dataset) === 2));

  async function read(wanted: readonly RunSummary[]): Promise<ReadonlyMap<string, ReadSamples>> {
    const byKey = new Map(wanted.map((run) => [keyOf(run), run]));
    const all = [...byKey].map(async ([key, { config, seed }]) => {
      const { dataset, validation, test, layers } = config;
      const samples = await client
        .previewDataset({ dataset, validation, test, layers, seed })
        .catch((thrown: unknown) => AppError.from(thrown));
      const data = dataset.kind === 'table' ? dataset.digest : dataset.kind;
      return [key, { samples, data }] as const;
    });
    return new Map(await Promise.all(all));
  }
  const { value, isLoading } = useLatest(() => drawn.value, read, {
    key: (wanted) => wanted.map(keyOf).join('\n'),
  });

  const planeOfData = computed(() => {
    const sets = Map.groupBy([...(value.value?.values() ?? [])], ({ data }) => data);
    return new Map([...sets].map(([data, members]) => [data, planeOf(members.flatMap(pointsOf), cells)]));
  });
  const palette = computed(() => classPalette(theme.value));
  const known = new Map<string, RunPlane>();

  function planeOfRun(run: RunSummary): RunPlane | undefined {
    const found = value.value?.get(keyOf(run));
    if (!found || found.samples instanceof AppError) return undefined;
    const { samples, data } = found;
    const plane = planeOfData.value.get(data)!;
    const before = known.get(run.id);
    const isSame =
      before?.samples === samples && before.plane === plane && before.request.palette === palette.value;
    if (isSame) return before;
    const { training, validation } = samples;
    const request = { layers: run.config.layers, plane, palette: palette.value, training, validation };
    const made = { samples, plane, request };
    known.set(run.id, made);
    return made;
  }

  return {
    planes: computed(
      () =>
        new Map(
          drawn.value.flatMap((run) => {
            const made = planeOfRun(run);
            return made ? [[run.id, made] as const] : [];
          }),
        ),
    ),
    /** Why a run has no plane, as text; null while it may have one. */
    problemOf(run: RunSummary): string | null {
      const found = value.value?.get(keyOf(run));
      if (found?.samples instanceof AppError) return found.samples.message;
      return whyNoPlane(featuresOf(run.config.dataset), {
        shows: 'which class the network gives to every point',
        instead: 'Weights and Classes show more of it.',
      });
    },
    isLoading,
  };
}

const pointsOf = ({ samples }: ReadSamples): DatasetPreview['training'][] =>
  samples instanceof AppError ? [] : [samples.training, samples.validation];

export type Planes = ReturnType<typeof usePlanes>;
