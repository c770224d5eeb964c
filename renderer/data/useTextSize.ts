import { shallowRef, watchEffect, type Ref, type ShallowRef } from 'vue';
import { usePreference } from './host.ts';

/** Available text sizes, relative to the default. */
export const textSizes = [0.9, 1, 1.1, 1.25, 1.5] as const;

/** Magnification of everything during a presentation. */
const presented = shallowRef(1);

/** The chosen text size. */
export function useTextSize(): Ref<number> {
  return usePreference('textSize');
}

/** Presentations are shown larger than the normal interface; set it to 1 to end that. */
export function usePresentedSize(): ShallowRef<number> {
  return presented;
}

/** Applies the size to the document for the lifetime of the calling component. */
export function useDocumentTextSize(): void {
  const size = useTextSize();
  watchEffect(() => {
    document.documentElement.style.setProperty('--scale', String(size.value * presented.value));
  });
}
