import { shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue';
import { usePreference } from './usePreference.ts';

/** Sizes of type that can be chosen, as shares of the usual one. */
export const textSizes = [0.9, 1, 1.1, 1.25, 1.5] as const;

/** How much larger all is while something is presented. */
const presented = shallowRef(1);

/** The chosen size of all type. */
export function useTextSize(): Ref<number> {
  return usePreference('textSize');
}

/** What is presented is larger than what is worked with; 1 ends that. */
export function usePresentedSize(): ShallowRef<number> {
  return presented;
}

/** Writes the size to the document for the life of the calling component. */
export function useDocumentTextSize(): void {
  const size = useTextSize();
  watchEffect(() => {
    document.documentElement.style.setProperty('--scale', String(size.value * presented.value));
  });
}
