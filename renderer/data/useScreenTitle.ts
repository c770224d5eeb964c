import { watch } from 'vue';

/** Titles the window after the screen's subject once that is known; until then the router titles it after the screen. */
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
