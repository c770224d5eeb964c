import { useDebounceFn, useMutationObserver } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { findPattern } from './find-matches.ts';
import { findInElement, type Found } from './page-text.ts';
import { hideFound, revealFound, selectFound, showFound } from './show-found.ts';

/** The page changes while runs train, so it is searched again after this many milliseconds. */
const searchAgainMs = 300;

/**
 * Find in page. The page searches itself: Chromium's own search would also match the text in the find bar, and would take the focus from
 * it.
 */
export function useFind() {
  const isOpen = ref(false);
  const wanted = ref('');
  const matchCase = ref(false);
  const found = shallowRef<readonly Found[]>([]);
  const index = ref(0);
  const pattern = computed(() => (isOpen.value ? findPattern(wanted.value, matchCase.value) : null));
  const root = shallowRef<HTMLElement | null>(null);

  function search(): void {
    root.value = document.querySelector('main');
    found.value = root.value && pattern.value ? findInElement(root.value, pattern.value) : [];
    index.value = Math.max(0, Math.min(index.value, found.value.length - 1));
    const now = found.value[index.value];
    if (pattern.value) showFound(found.value, now);
    else hideFound();
  }

  /** Moves to the next or previous match, wrapping around at the ends. */
  function step(by: 1 | -1): void {
    const count = found.value.length;
    if (count === 0) return;
    index.value = (index.value + by + count) % count;
    const now = found.value[index.value]!;
    showFound(found.value, now);
    revealFound(now);
  }

  function close(): void {
    const now = found.value[index.value];
    isOpen.value = false;
    search();
    if (now) selectFound(now);
  }

  watch(pattern, () => {
    index.value = 0;
    search();
    const first = found.value[0];
    if (first) revealFound(first);
  });
  const searchAgain = useDebounceFn(search, searchAgainMs, { maxWait: searchAgainMs });
  useMutationObserver(
    computed(() => (isOpen.value ? root.value : null)),
    () => void searchAgain(),
    { childList: true, characterData: true, subtree: true },
  );
  onScopeDispose(hideFound);

  return { isOpen, wanted, matchCase, found, index, step, close };
}
