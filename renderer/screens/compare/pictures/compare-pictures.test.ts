import { presets, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../../../data/composable-fixture.ts';
import { useComparePictures } from './useComparePictures.ts';

it('opens on runs that are already known, such as those of the previous screen', async () => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/compare', name: 'compare', component: {} }],
  });
  await router.push('/compare?runs=a');
  const { config } = presets[0]!;
  const run = { id: 'a', config, status: 'completed', branch: null, epochsDone: 400 } as RunSummary;
  const { result, unmount } = mountComposable(
    () =>
      useComparePictures(
        () => [run],
        () => new Map([['a', 0]]),
        () => true,
        () => false,
      ),
    {},
    { plugins: [router] },
  );
  expect(result.compareCursor.cursor.last.value).toBe(399);
  unmount();
});
