import { useEventListener } from '@vueuse/core';
import { onScopeDispose, ref, type Ref } from 'vue';
import { usePresentedSize, useTheme } from '#data';

/** Large enough for the back row. */
const presentedSize = 1.6;

/** The position in a list of views after a step; from outside the list, the first. */
export function stepView<View>(views: readonly View[], view: View, step: 1 | -1): View | undefined {
  const at = views.indexOf(view);
  return at < 0 ? views[0] : views[Math.min(views.length - 1, Math.max(0, at + step))];
}

/**
 * Shows one thing full screen with large type, and goes through `views` with the arrow keys or a presenter's buttons; T switches between
 * light and dark, Escape ends it.
 */
export function usePresent<View>(views: () => readonly View[], view: Ref<View>) {
  const presenting = ref(false);
  const size = usePresentedSize();
  const { theme, resolved } = useTheme();

  async function start(): Promise<void> {
    presenting.value = true;
    size.value = presentedSize;
    if (!views().includes(view.value)) go(1);
    // If full screen is refused, the window is used.
    await document.documentElement.requestFullscreen().catch(() => undefined);
  }

  function end(): void {
    if (!presenting.value) return;
    presenting.value = false;
    size.value = 1;
    if (document.fullscreenElement) void document.exitFullscreen();
  }

  function go(step: 1 | -1): void {
    const next = stepView(views(), view.value, step);
    if (next !== undefined) view.value = next;
  }

  const actions: Readonly<Record<string, () => void>> = {
    ArrowRight: () => go(1),
    ArrowLeft: () => go(-1),
    PageDown: () => go(1),
    PageUp: () => go(-1),
    t: () => (theme.value = resolved.value === 'dark' ? 'light' : 'dark'),
    Escape: end,
  };
  useEventListener('keydown', (event) => {
    const action = presenting.value ? actions[event.key] : undefined;
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // A focused slider, chart or field uses the arrow keys itself.
    const own =
      event.target instanceof Element &&
      event.target.closest('[role=slider], [role=application], input, textarea');
    if (own && event.key !== 'Escape') return;
    event.preventDefault();
    action();
  });
  useEventListener(document, 'fullscreenchange', () => {
    if (!document.fullscreenElement) end();
  });
  onScopeDispose(end);

  return { presenting, start, end };
}

export type Present = ReturnType<typeof usePresent>;
