import { expect, it } from 'vitest';
import { defaultTableLayout, writeViewsFile } from '#api';
import { mountComposable } from '../../../data/composable-fixture.ts';
import { useRunViews } from '../../../data/useRunViews.ts';
import { toasts, undoLatest } from '../../../data/toasts.ts';
import { useViewFiles } from './useViewFiles.ts';

const view = (name: string) => ({
  name,
  filter: 'seed = 3',
  layout: defaultTableLayout,
  isPeekOpen: null,
  chart: null,
});

function mountFiles() {
  const { result } = mountComposable(() => ({ ...useViewFiles(), kept: useRunViews().views }));
  return { ...result, names: () => result.kept.value.map(({ name }) => name) };
}
const said = () => toasts.map(({ kind, text }) => [kind, text]);

it('imports all views in a file, says what is left out, and undoes that without offering to redo it', async () => {
  const { take, names } = mountFiles();
  take(writeViewsFile([view('a'), { ...view('b'), layout: { ...defaultTableLayout } }]));
  expect([names(), said()]).toEqual([['a', 'b'], [['info', 'Imported 2 views.']]]);
  await undoLatest();
  expect([names(), said()]).toEqual([[], []]);
  take(JSON.stringify({ format: 'lambdascope-views', version: 2, views: [{ ...view('c'), sparks: 1 }] }));
  expect([names(), said()[0]![1]]).toEqual([
    ['c'],
    'Imported 1 view. Written by a newer version: skipped, as this version does not support it: sparks.',
  ]);
});

it('imports nothing from a file that holds no views, and says what is allowed', () => {
  const { take, names } = mountFiles();
  take('{"a": 1}');
  expect([names(), said()[0]![0]]).toEqual([[], 'error']);
  expect(said()[0]![1]).toContain('allowed: a file of views');
});
