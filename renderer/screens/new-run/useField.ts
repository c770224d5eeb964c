import { computed } from 'vue';
import { explanations, labelOf } from './field-words.ts';
import { useForm } from './useDraft.ts';

type Fields = Record<string, unknown>;

/** A field of the form at a dotted path of its config: its value, what is wrong with it, and whether a fork locks it. */
export function useField<Value>(path: () => string) {
  const { draft, errorAt, isLocked } = useForm();
  const place = computed(() => {
    const keys = path().split('.');
    const key = keys.pop()!;
    const part = keys.reduce<Fields | undefined>((fields, at) => fields?.[at] as Fields, draft.value);
    return { part, key };
  });
  return {
    value: computed<Value>({
      get: () => place.value.part?.[place.value.key] as Value,
      set(next) {
        const { part, key } = place.value;
        if (part) part[key] = next;
      },
    }),
    label: computed(() => labelOf(path())),
    explanation: computed(() => explanations[path()]),
    error: computed(() => errorAt(path())),
    isLocked: computed(() => isLocked(path())),
  };
}
