import { watch, type Ref } from 'vue';
import { toast } from '#data';
import { formatPlural } from '#words';

/**
 * Removes from `names` the names from an address that no longer exist, once it is known what exists, and says so once. `known` is null
 * until then.
 */
export function dropMissing<Names extends ReadonlySet<string> | null>(
  names: Ref<Names>,
  known: () => ReadonlySet<string> | null,
): void {
  const stop = watch(
    known,
    (there) => {
      if (there === null) return;
      queueMicrotask(() => stop());
      const left = [...(names.value ?? [])].filter((name) => there.has(name));
      const missing = (names.value?.size ?? 0) - left.length;
      if (missing === 0) return;
      names.value = new Set(left) as ReadonlySet<string> as Names;
      toast.info(missingSentence(missing));
    },
    { immediate: true },
  );
}

/** The message about runs that an address names and that are not on the screen. */
export function missingSentence(missing: number): string {
  return `${formatPlural(missing, 'run')} named in the address ${missing === 1 ? 'is' : 'are'} no longer here.`;
}
