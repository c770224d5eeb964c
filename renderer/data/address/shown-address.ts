import { onScopeDispose } from 'vue';
import type { Router } from 'vue-router';

/** What the mounted parts of the screen would write, both those in its address and those remembered elsewhere. */
const shown = new Map<string, () => string | undefined>();

/** Adds a part to the screen's links, for the lifetime of the calling component. */
export function showPart(name: string, text: () => string | undefined): void {
  shown.set(name, text);
  onScopeDispose(() => {
    if (shown.get(name) === text) shown.delete(name);
  });
}

/** Path and query that show someone else what is on screen now, e.g. `/runs/abc?view=watch`. */
export function shownRoute(router: Router): string {
  const { path, query } = router.currentRoute.value;
  const parts = [...shown].map(([name, text]) => [name, text()] as const);
  const next = { ...query, ...Object.fromEntries(parts) };
  const there = Object.entries(next).filter(([, text]) => text !== undefined);
  return router.resolve({ path, query: Object.fromEntries(there) }).fullPath;
}
