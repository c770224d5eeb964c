import type { CommandInput } from '#api';
import { computed, reactive } from 'vue';
import { useClient, useLatest } from '#data';
import { generatedDefaults, type GeneratedConfig, type GeneratedKind } from './generated-kinds.ts';

/** The settings of each kind, for as long as the app is open. */
const settings = reactive(new Map<GeneratedKind, GeneratedConfig>());

export function settingsOf(kind: GeneratedKind): GeneratedConfig {
  const found = settings.get(kind);
  if (found) return found;
  settings.set(kind, generatedDefaults(kind));
  return settings.get(kind)!;
}

export function resetSettings(kind: GeneratedKind): void {
  settings.set(kind, generatedDefaults(kind));
}

/** Sets the positions of a kind's held-out samples. */
export function setPositions(kind: GeneratedKind, positions: GeneratedConfig['positions']): void {
  settings.set(kind, { ...settingsOf(kind), positions });
}

/** The samples of a dataset for a seed, following a slider: the last ones stay until the next arrive. */
export function useGeneratedPreview(
  wanted: () => {
    readonly dataset: GeneratedConfig;
    readonly seed: number;
    readonly validationPerClass: number;
  },
) {
  const client = useClient();
  const { value: preview, error } = useLatest(
    (): CommandInput<'previewDataset'> => {
      const { dataset, seed, validationPerClass } = wanted();
      return {
        dataset: { ...dataset },
        validation: { samplesPerClass: validationPerClass },
        test: null,
        layers: [{ kind: 'dense', units: dataset.classes }, { kind: 'softmax' }],
        seed,
      };
    },
    (question) => client.previewDataset(question),
    { key: JSON.stringify, inTurn: true },
  );
  return { preview, failure: computed(() => error.value?.message ?? null) };
}
