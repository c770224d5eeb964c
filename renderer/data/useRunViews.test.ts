import { expect, it } from 'vitest';
import { defaultTableLayout, type RunView } from '#api';
import { mountComposable } from './composable-fixture.ts';
import { usePreference } from './host.ts';
import { useRunViews } from './useRunViews.ts';
import { undoLatest } from './toasts.ts';

const view = (name: string): RunView => ({
  name,
  filter: '',
  layout: defaultTableLayout,
  isPeekOpen: null,
  chart: null,
});

function mountViews() {
  const { result } = mountComposable(() => ({ ...useRunViews(), stored: usePreference('runs.views') }));
  const names = (): string[] => result.views.value.map(({ name }) => name);
  return { ...result, names };
}

it('keeps views in an order that can be changed without writing the others', () => {
  const { add, move, names, stored } = mountViews();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => add(view(name))) as [string, string, string];
  expect(names()).toEqual(['a', 'b', 'c']);
  const before = stored.value;
  move(c, b);
  expect(names()).toEqual(['a', 'c', 'b']);
  expect([stored.value[a], stored.value[b]]).toEqual([before[a], before[b]]);
  move(b, a);
  expect(names()).toEqual(['b', 'a', 'c']);
  move(b, null);
  expect(names()).toEqual(['a', 'c', 'b']);
});

it('restores a deleted view at its place', async () => {
  const { add, remove, names } = mountViews();
  const [a] = [add(view('a')), add(view('b'))];
  remove(a);
  expect(names()).toEqual(['b']);
  await undoLatest();
  expect(names()).toEqual(['a', 'b']);
});

it('shows what it understands of a view from a newer version, and keeps the rest when that is renamed', () => {
  const { stored, views, rename, names } = mountViews();
  stored.value = { x: { name: 'newer', sparks: true, place: 1 }, y: { place: 2 } };
  expect(views.value.map(({ name, lost }) => [name, lost])).toEqual([['newer', ['sparks']]]);
  rename('x', 'renamed');
  expect([names(), stored.value['x']]).toEqual([['renamed'], { name: 'renamed', sparks: true, place: 1 }]);
});

it('keeps what it does not understand of a view from a newer version when that is saved again', () => {
  const { stored, replace } = mountViews();
  const sparks = { id: 'gap', look: 'sparks' };
  const layout = { ...defaultTableLayout, columns: [sparks, { id: 'seed' }], density: 2 };
  stored.value = { x: { name: 'newer', layout, sparks: true, place: 1 } };
  const shown = { ...view('newer'), layout: { ...defaultTableLayout, columns: [{ id: 'name' }] } };
  replace('x', shown);
  expect(stored.value['x']).toEqual({
    ...shown,
    ...{ sparks: true, place: 1 },
    layout: { ...shown.layout, columns: [{ id: 'name' }, sparks], density: 2 },
  });
});
