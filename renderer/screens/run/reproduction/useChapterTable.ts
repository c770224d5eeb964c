import { chapterLines, chapterPresetOf, compareWithChapter, type ComparedLine, type RunSummary } from '#api';
import { computed, type ComputedRef } from 'vue';
import { useClient, useLatest } from '#data';

const metrics = ['accuracy', 'loss', 'dataLoss', 'regularizationLoss', 'learningRate'] as const;

/** The printed lines of the chapter beside the run's own; null for a run with another config, and until they are read. */
export function useChapterTable(run: () => RunSummary): ComputedRef<readonly ComparedLine[] | null> {
  const client = useClient();
  const preset = computed(() => (run().origin === null ? chapterPresetOf(run().config) : null));
  /** Of the epochs that the chapter prints. */
  const recorded = computed(
    () => chapterLines(preset.value ?? '').filter(({ epoch }) => epoch < run().epochsDone).length,
  );
  const { value } = useLatest(
    () => (preset.value === null ? null : { id: run().id, preset: preset.value, recorded: recorded.value }),
    async ({ id, preset: name }) => {
      const lines = chapterLines(name);
      const toEpoch = lines.at(-1)!.epoch;
      const { series } = await client.readSeries({ id, metrics: [...metrics], fromEpoch: 0, toEpoch });
      const [first, ...others] = metrics.map((metric) => series[metric]!);
      const rows = [...first!.epochs].map((epoch, index) => {
        const [loss, dataLoss, regularizationLoss, learningRate] = others.map(({ values }) => values[index]!);
        return {
          ...{ epoch, accuracy: first!.values[index]!, loss: loss!, dataLoss: dataLoss! },
          ...{ regularizationLoss: regularizationLoss!, learningRate: learningRate! },
        };
      });
      return compareWithChapter(name, rows);
    },
    { key: ({ id, recorded: count }) => `${id} ${count}` },
  );
  return computed(() => value.value);
}
