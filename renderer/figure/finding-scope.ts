import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';

const key: InjectionKey<() => string | null> = Symbol('what findings rest on so far');

/** Tells the figures below the calling component what their findings are based on while that still grows: a sentence, otherwise null. */
export function provideFindingScope(scope: () => string | null): void {
  provide(key, scope);
}

/** A figure's finding, once all it is computed from is read, followed by what is still to come. */
export function useFinding(
  finding: () => string | null | undefined,
  loading: () => boolean | undefined,
): ComputedRef<string | undefined> {
  const scope = inject(key, () => null);
  return computed(() => {
    const said = finding();
    return loading() || !said ? undefined : [said, scope() ?? []].flat().join(' ');
  });
}
