import { computed, ref } from 'vue';
import type { Control } from '#figure';
import { optionsOf } from '#words';
import type { ConfusionSet } from '../../figures/confusion-words.ts';

const options = optionsOf<ConfusionSet>({ validation: 'Validation', test: 'Test' });

/** The set whose classes are counted. A test set that has not been revealed is not shown. */
export function useConfusionSet(isTestRevealed: () => boolean) {
  const chosen = ref<ConfusionSet>('validation');
  const set = computed(() => (isTestRevealed() ? chosen.value : 'validation'));
  return {
    set,
    controls: computed((): Control[] =>
      isTestRevealed()
        ? [{ key: 'set', label: 'Samples', isSegmented: true, value: set.value, options }]
        : [],
    ),
    choose(_key: string, value: string | number): void {
      chosen.value = value === 'test' ? 'test' : 'validation';
    },
  };
}
