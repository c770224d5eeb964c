import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from './composable-fixture.ts';
import { useArrival } from './useArrival.ts';

it('shows what an answer leads to, but to nobody who has gone to another screen meanwhile', async () => {
  const routes = ['/new', '/guide', '/runs/a'].map((path) => ({ path, component: {} }));
  const router = createRouter({ history: createMemoryHistory(), routes });
  const { result: leave } = mountComposable(useArrival, {}, { plugins: [router] });
  await router.push('/new');
  const left = leave();
  await router.push('/guide');
  await left('/runs/a');
  expect(router.currentRoute.value.path).toBe('/guide');

  await router.push('/new');
  const waited = leave();
  await router.push('/new?tab=json');
  await waited('/runs/a');
  expect(router.currentRoute.value.path).toBe('/runs/a');
});
