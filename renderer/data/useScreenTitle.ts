import { watch } from 'vue';

/** Names the window after what the screen is about, once that is known; the router names it after the screen. */
export function useScreenTitle(name: () => string | undefined): void {
  watch(
    name,
    (known) => {
      if (known !== undefined) document.title = titleOf(known);
    },
    { immediate: true },
  );
}

/** `amber-otter – Lambdascope`. */
export function titleOf(screen: string): string {
  return `${screen} – Lambdascope`;
}
