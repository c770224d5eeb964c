import { useDebounceFn, useEventListener } from '@vueuse/core';
import { onMounted, type Ref } from 'vue';
import { useAddressPreference } from '#data';

const settlesAfterMs = 150;

/**
 * The heading at which a long text, scrolled by `scroller`, is being read: the last one at or above its upper third. It is in the address,
 * so that Back and reload find it again; without one there, it is where the reader left off.
 */
export function useReadingPlace(scroller: Ref<HTMLElement | null>) {
  const place = useAddressPreference('at', 'guide.place');

  const headings = (): HTMLElement[] => [
    ...(scroller.value?.querySelectorAll<HTMLElement>('[data-place]') ?? []),
  ];
  const find = (wanted: string): HTMLElement | undefined =>
    headings().find(({ dataset }) => dataset['place'] === wanted);

  function keep(now: string): void {
    if (now !== '') place.value = now;
  }

  const look = useDebounceFn(() => {
    const box = scroller.value;
    if (box === null) return;
    const { top, height } = box.getBoundingClientRect();
    const isAtEnd = box.scrollTop > 0 && box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    const above = headings().filter(
      (heading) => isAtEnd || heading.getBoundingClientRect().top <= top + height / 3,
    );
    keep(above.at(-1)?.dataset['place'] ?? '');
  }, settlesAfterMs);
  useEventListener(scroller, 'scroll', () => void look(), { passive: true });
  onMounted(() => find(place.value)?.scrollIntoView());

  return {
    place,
    go(wanted: string): void {
      const heading = find(wanted);
      heading?.scrollIntoView();
      heading?.focus({ preventScroll: true });
      keep(wanted);
    },
  };
}
