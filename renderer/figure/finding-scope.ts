import { computed, inject, provide, type ComputedRef, type InjectionKey } from 'vue';

const key: InjectionKey<() => string | null> = Symbol('what findings rest on so far');

/** Tells the figures below the calling component on what their findings rest while that still grows: a sentence, else null. */
export function provideFindingScope(scope: () => string | null): void {
  provide(key, scope);
}

/** A figure's finding as it may be said: not before what it is worked out from is read, and with what is still to come. */
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
