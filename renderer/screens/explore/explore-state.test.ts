import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../../data/composable-fixture.ts';
import { useExploreState, type ExploreState } from './explore-state.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function explore(address: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/explore', component: {} }],
  });
  await router.push(address);
  const { result } = mountComposable(useExploreState, {}, { plugins: [router] });
  async function change(next: Partial<ExploreState>): Promise<string> {
    result.change(next);
    await vi.advanceTimersByTimeAsync(0);
    return router.currentRoute.value.fullPath;
  }
  return { state: result.state.value, change };
}

const plain: ExploreState = {
  ...{ figure: 'parallel', metric: 'validation_loss', columns: null, x: null, y: null, color: null },
  axes: new Map(),
};

it('is as short as can be: the default for the runs is not in the address', async () => {
  const { state, change } = await explore('/explore?figure=scatter&x=gap');
  expect(state).toEqual({ ...plain, figure: 'scatter', x: 'gap' });
  expect(await change(plain)).toBe('/explore');
});

it('reads what it has written', async () => {
  const wanted: ExploreState = {
    figure: 'scatter',
    metric: 'gap',
    columns: ['seed', 'optimizer.learningRate'],
    x: 'data_loss',
    y: 'layers.0.units',
    color: 'status',
    axes: new Map([
      ['gap', { scale: 'quantile', from: undefined, to: undefined }],
      ['data_loss', { scale: undefined, from: -0.5, to: 1e-7 }],
    ]),
  };
  const address = await (await explore('/explore?filter=kept')).change(wanted);
  expect(address).toContain('filter=kept');
  expect((await explore(address)).state).toEqual(wanted);
});

it('leaves out what is unknown, and removes it from the address', async () => {
  const { state, change } = await explore(
    '/explore?figure=cake&metric=sed&columns=seed,nothing&axis=seed:cubic&x=gap',
  );
  expect(state).toEqual({ ...plain, x: 'gap' });
  expect(await change({})).toBe('/explore?x=gap');
});
