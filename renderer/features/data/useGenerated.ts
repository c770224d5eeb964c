import { AppError, type CommandInput, type DatasetPreview } from '#api';
import { reactive, shallowRef, watch } from 'vue';
import { useClient } from '../../composables/useClient.ts';
import { toPlain } from '../../composables/to-plain.ts';
import { generatedDefaults, type GeneratedConfig, type GeneratedKind } from './generated-kinds.ts';

/** What was set for each kind, while the app is open. */
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

/** Where the held-out samples of a kind stand. */
export function setPositions(kind: GeneratedKind, positions: GeneratedConfig['positions']): void {
  settings.set(kind, { ...settingsOf(kind), positions });
}

/** The samples of a dataset under a seed: the last ones stay until the next have come, and one question is open at a time. */
export function useGeneratedPreview(
  wanted: () => {
    readonly dataset: GeneratedConfig;
    readonly seed: number;
    readonly validationPerClass: number;
  },
) {
  const client = useClient();
  const preview = shallowRef<DatasetPreview | null>(null);
  const failure = shallowRef<string | null>(null);
  let asking = false;
  let next: CommandInput<'previewDataset'> | null = null;

  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    while (next) {
      const request = next;
      next = null;
      try {
        const answer = await client.previewDataset(request);
        [preview.value, failure.value] = [answer, null];
      } catch (thrown) {
        failure.value = AppError.from(thrown).message;
      }
    }
    asking = false;
  }

  watch(
    wanted,
    ({ dataset, seed, validationPerClass }) => {
      next = {
        dataset: toPlain(dataset) as GeneratedConfig,
        validation: { samplesPerClass: validationPerClass },
        test: null,
        layers: [{ kind: 'dense', units: dataset.classes }, { kind: 'softmax' }],
        seed,
      };
      void ask();
    },
    { immediate: true, deep: true },
  );
  return { preview, failure };
}
