import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from './composable-fixture.ts';
import { useArrival } from './useArrival.ts';

it('shows the screen an answer leads to, but not to someone who has moved on to another screen', async () => {
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
