import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../composable-fixture.ts';
import { usePreference } from '../host.ts';
import { toasts } from '../toasts.ts';
import { count, namesKind, oneOfKind, orNone, rangeKind } from './address-kinds.ts';
import { shownRoute } from './shown-address.ts';
import { useAddress, useAddressPreference } from './useAddress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function screen(address: string) {
  const history = createMemoryHistory();
  const routes = ['/runs/:id', '/runs'].map((path) => ({ path, component: {} }));
  const router = createRouter({ history, routes });
  await router.push(address);
  const mounted = mountComposable(
    () => ({
      at: useAddress<number | null>('at', orNone(count()), null),
      zoom: useAddress('zoom', orNone(rangeKind), null, { drags: true }),
      hidden: useAddress('hidden', namesKind, new Set(['loss'])),
      view: useAddressPreference('view', 'run.view'),
      remembered: usePreference('run.view'),
      mode: useAddress('mode', oneOfKind(['one', 'two']), 'one', { enters: true }),
      tab: useAddressPreference('tab', 'run.tab', { enters: true }),
      smoothing: useAddressPreference('smooth', 'run.smoothing'),
    }),
    {},
    { plugins: [router] },
  );
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { ...mounted, ...mounted.result, router, history, pass };
}

it('is read from the address, and text that cannot be read counts as absent', async () => {
  const good = await screen('/runs/a?at=7&zoom=1..5&hidden=-&view=watch&smooth=0.5');
  expect([good.at.value, good.zoom.value, good.hidden.value, good.view.value, good.smoothing.value]).toEqual([
    ...[7, { min: 1, max: 5 }, new Set(), 'watch', 0.5],
  ]);
  const bad = await screen('/runs/a?at=-7&zoom=5..1&hidden=%25&view=nothing&smooth=9&at=3');
  expect([bad.at.value, bad.zoom.value, bad.hidden.value, bad.view.value, bad.smoothing.value]).toEqual([
    ...[null, null, new Set(['loss']), 'curves', 0],
  ]);
  await bad.pass(0);
});

it('replaces the history entry, several parts at once, and leaves out the default', async () => {
  const { at, hidden, router, pass, history } = await screen('/runs/a?other=kept');
  at.value = 7;
  hidden.value = new Set(['a,b']);
  expect(at.value).toBe(7);
  await pass(0);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?other=kept&at=7&hidden=a%252Cb');
  at.value = null;
  hidden.value = new Set(['loss']);
  await pass(0);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?other=kept');
  expect(history.state['back'] ?? null).toBeNull();
});

it('follows the address: Back, or another link to the screen', async () => {
  const { at, view, router, pass } = await screen('/runs/a?at=7');
  await router.push('/runs/a?at=9&view=weights');
  await pass(0);
  expect([at.value, view.value]).toEqual([9, 'weights']);
  router.back();
  await pass(0);
  expect([at.value, view.value]).toEqual([7, 'curves']);
});

it('is written a few times a second during a drag, and no later than when the screen is left', async () => {
  const { zoom, router, pass } = await screen('/runs/a');
  const replace = vi.spyOn(router, 'replace');
  for (let max = 2; max < 12; max++) {
    zoom.value = { min: 1, max };
    await pass(50);
  }
  expect(replace.mock.calls.length).toBeLessThanOrEqual(2);
  zoom.value = { min: 3, max: 4 };
  await router.push('/runs');
  zoom.value = { min: 5, max: 6 }; // from a screen that is gone
  await pass(1000);
  expect(router.currentRoute.value.fullPath).toBe('/runs');
  router.back();
  await pass(0);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?zoom=3..4');
  expect(zoom.value).toEqual({ min: 3, max: 4 });
});

it('a setting is both remembered and in the address; an address changes no setting', async () => {
  const { view, remembered, router, pass } = await screen('/runs/a?view=watch');
  expect([view.value, remembered.value]).toEqual(['watch', 'curves']);
  view.value = 'weights';
  await pass(300);
  expect([router.currentRoute.value.query, remembered.value]).toEqual([{ view: 'weights' }, 'weights']);
});

it('a link carries everything on screen, including what is remembered', async () => {
  const { at, router, unmount } = await screen('/runs/a?other=kept&at=3');
  at.value = 8;
  expect(shownRoute(router)).toBe('/runs/a?other=kept&at=8&view=curves&tab=numbers&smooth=0');
  unmount();
  expect(shownRoute(router)).toBe('/runs/a?other=kept&at=3');
});

it('a change of most of the screen gets its own history entry: Back undoes it', async () => {
  const { mode, tab, at, remembered, router, pass } = await screen('/runs/a?at=1');
  mode.value = 'two';
  at.value = 2;
  await pass(0);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?at=2&mode=two');
  mode.value = 'two'; // unchanged
  await pass(0);
  tab.value = 'notes';
  await pass(0);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?at=2&mode=two&tab=notes');
  router.back();
  await pass(0);
  // A value remembered in the meantime does not change what the entry showed.
  expect([router.currentRoute.value.fullPath, tab.value]).toEqual([
    '/runs/a?tab=numbers&at=2&mode=two',
    'numbers',
  ]);
  router.back();
  await pass(0);
  expect([router.currentRoute.value.fullPath, mode.value, at.value]).toEqual(['/runs/a?at=1', 'one', 1]);
  router.forward();
  await pass(0);
  expect([mode.value, remembered.value]).toEqual(['two', 'curves']);
});

it('reports in one message what cannot be read of the address, and removes it', async () => {
  const { router, pass } = await screen('/runs/a?at=-8&zoom=5..2&hidden=loss');
  await pass(0);
  expect(toasts.map(({ text }) => text)).toEqual([
    'The address asks for something unknown, which was left out: at=-8, zoom=5..2',
  ]);
  expect(router.currentRoute.value.fullPath).toBe('/runs/a?hidden=loss');
});
