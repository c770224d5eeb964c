import { useDebounceFn, useEventListener } from '@vueuse/core';
import { nextTick, watch, type Ref } from 'vue';
import { textKind, useAddress } from '#data';

const settlesAfterMs = 150;

/**
 * Keeps in the address which section of a long screen, scrolled by `scroller`, is at its top; for the first there is none. A section named
 * in an address is scrolled to once all sections are there.
 */
export function useSection(scroller: Ref<HTMLElement | null>, isThere: () => boolean): void {
  const section = useAddress('section', textKind, '');
  /** The section last scrolled to, by the address or by hand. */
  let shown = '';
  const sections = (): HTMLElement[] => [
    ...(scroller.value?.querySelectorAll<HTMLElement>('[data-section]') ?? []),
  ];

  const look = useDebounceFn(() => {
    if (!scroller.value || !isThere()) return;
    const { top, height } = scroller.value.getBoundingClientRect();
    const asked = sections().find(({ dataset }) => dataset['section'] === shown);
    // A short section at the end cannot reach the top.
    if (asked && asked.getBoundingClientRect().bottom <= top + height && isAtEnd(scroller.value)) return;
    const passed = sections().filter((one) => one.getBoundingClientRect().top <= top + height / 4);
    section.value = shown = passed.length > 1 ? (passed.at(-1)!.dataset['section'] ?? '') : '';
  }, settlesAfterMs);
  useEventListener(scroller, 'scroll', () => void look(), { passive: true });
  watch(
    [isThere, section],
    async () => {
      await nextTick();
      if (!isThere() || section.value === shown) return;
      shown = section.value;
      const found = sections().find(({ dataset }) => dataset['section'] === shown);
      if (found) found.scrollIntoView();
      else scroller.value?.scrollTo(0, 0);
    },
    { immediate: true },
  );
}

function isAtEnd({ scrollTop, clientHeight, scrollHeight }: HTMLElement): boolean {
  return scrollTop + clientHeight >= scrollHeight - 1;
}
