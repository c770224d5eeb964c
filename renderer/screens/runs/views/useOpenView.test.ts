import { expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { defaultTableLayout, type TableLayout } from '#api';
import { mountComposable } from '../../../data/composable-fixture.ts';
import { shownRoute } from '../../../data/address/shown-address.ts';
import { usePreference } from '../../../data/host.ts';
import { useRunViews } from '../../../data/useRunViews.ts';
import { toasts } from '../../../data/toasts.ts';
import { addressOfView } from '../../../words/view-address.ts';
import { useOpenView } from './useOpenView.ts';

const byGap: TableLayout = { ...defaultTableLayout, sort: { field: 'gap', descending: false } };
const byName: TableLayout = { ...defaultTableLayout, sort: { field: 'name', descending: false } };

async function mountView(address = '/runs') {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/runs', component: {} }] });
  await router.push(address);
  const filter = ref('');
  const { result } = mountComposable(
    () => ({
      ...useOpenView(filter, () => true),
      views: useRunViews(),
      remembered: usePreference('runs.layout'),
    }),
    {},
    { plugins: [router] },
  );
  const open = async (id: string): Promise<void> => {
    await router.push(addressOfView(result.views.views.value.find((view) => view.id === id)!));
    await nextTick();
  };
  return { ...result, router, filter, open };
}

it('lays the table out as the open view does, and leaves what is remembered alone', async () => {
  const { views, layout, remembered, open, view, isChanged, close, router } = await mountView();
  const id = views.add({ name: 'gaps', filter: '', layout: byGap, isPeekOpen: null, chart: null });
  await open(id);
  expect([view.value?.name, layout.value, isChanged.value]).toEqual(['gaps', byGap, false]);
  layout.value = byName;
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({ saved: id, sort: 'name' }));
  expect([remembered.value.sort.field, isChanged.value, view.value?.layout]).toEqual([
    'created',
    true,
    byGap,
  ]);
  close();
  await vi.waitFor(() => expect(router.currentRoute.value.query).toEqual({}));
  await nextTick();
  expect([view.value, layout.value.sort.field]).toEqual([null, 'created']);
  layout.value = byName;
  expect(remembered.value.sort.field).toBe('name');
});

it('opens the pane and chooses its curves if the view does', async () => {
  const { views, open, current } = await mountView();
  await open(views.add({ name: 'a', filter: '', layout: byGap, isPeekOpen: null, chart: 'gap' }));
  expect(current('b').chart).toBe('gap');
  await open(views.add({ name: 'c', filter: '', layout: byGap, isPeekOpen: null, chart: null }));
  expect(current('d').chart).toBe('gap');
});

it('is changed by another filter, and saves what is shown', async () => {
  const { views, open, isChanged, filter, current } = await mountView();
  await open(views.add({ name: 'a', filter: 'seed = 3', layout: byGap, isPeekOpen: null, chart: null }));
  expect(isChanged.value).toBe(true);
  filter.value = 'seed = 3';
  expect(isChanged.value).toBe(false);
  expect(current('b')).toEqual({
    name: 'b',
    filter: 'seed = 3',
    layout: byGap,
    isPeekOpen: true,
    chart: 'loss',
  });
});

it('is in a link, so that another history shows the same table', async () => {
  const { views, open, router } = await mountView();
  await open(views.add({ name: 'a', filter: 'seed = 3', layout: byGap, isPeekOpen: null, chart: null }));
  expect(router.currentRoute.value.fullPath).toMatch(/^\/runs\?saved=[0-9a-f]{8}&filter=seed\+=\+3$/);
  const link = shownRoute(router);
  expect(link).toMatch(/&sort=gap$/);
  const elsewhere = await mountView(link);
  expect([elsewhere.view.value, elsewhere.layout.value]).toEqual([null, byGap]);
  expect(toasts).toEqual([]);
});

it('says that a view does not exist here, if the address says nothing else about the table', async () => {
  const { layout } = await mountView('/runs?saved=elsewhere');
  await vi.waitFor(() =>
    expect(toasts.map(({ text }) => text)).toEqual([
      'The address asks for something unknown, which was left out: saved=elsewhere',
    ]),
  );
  expect(layout.value).toEqual(defaultTableLayout);
});

it('is unchanged again once it is saved', async () => {
  const { views, open, layout, isChanged, save, router } = await mountView();
  await open(views.add({ name: 'a', filter: '', layout: byGap, isPeekOpen: null, chart: null }));
  layout.value = byName;
  await vi.waitFor(() => expect(router.currentRoute.value.query['sort']).toBe('name'));
  expect(isChanged.value).toBe(true);
  save();
  await vi.waitFor(() => expect(router.currentRoute.value.query['sort']).toBeUndefined());
  expect([isChanged.value, layout.value]).toEqual([false, byName]);
});

it('says once what this version does not understand of it', async () => {
  const { views, open } = await mountView();
  const id = views.add({
    name: 'newer',
    filter: '',
    layout: byGap,
    isPeekOpen: null,
    chart: null,
    sparks: 1,
  } as never);
  await open(id);
  expect(toasts.map(({ text }) => text)).toEqual([
    'newer: Skipped, as this version does not support it: sparks.',
  ]);
});

/** From a version that has different columns and fields. */
const otherwise: TableLayout = {
  ...defaultTableLayout,
  columns: [{ id: 'seed' }, { id: 'curve.sharpness' }, { id: 'sharpness', width: 90 }],
  sort: { field: 'sharpness', descending: true },
  groupBy: ['sharpness', 'dataset'],
};

it('shows a view without the columns and fields that no longer exist, says so, and keeps them when it is saved', async () => {
  const { views, open, layout, isChanged, save } = await mountView();
  const id = views.add({ name: 'sharp', filter: '', layout: otherwise, isPeekOpen: null, chart: null });
  await open(id);
  expect(toasts.map(({ text }) => text)).toEqual([
    'sharp: Skipped, as this version does not support it: curve.sharpness, sharpness.',
  ]);
  const shown = {
    ...otherwise,
    columns: [{ id: 'seed' }],
    sort: defaultTableLayout.sort,
    groupBy: ['dataset'],
  };
  expect([layout.value, isChanged.value]).toEqual([shown, false]);
  layout.value = { ...shown, columns: [{ id: 'gap' }], foldsSweeps: true };
  await vi.waitFor(() => expect(isChanged.value).toBe(true));
  save();
  expect(views.views.value[0]!.layout).toEqual({
    ...otherwise,
    columns: [{ id: 'gap' }, { id: 'curve.sharpness' }, { id: 'sharpness', width: 90 }],
    groupBy: ['dataset', 'sharpness'],
    foldsSweeps: true,
  });
  await vi.waitFor(() => expect(isChanged.value).toBe(false));
});

it('remembers along with a changed table what only another version understands of it', async () => {
  const { layout, remembered } = await mountView();
  remembered.value = otherwise;
  await nextTick();
  expect(layout.value.columns).toEqual([{ id: 'seed' }]);
  layout.value = { ...layout.value, sort: { field: 'name', descending: false } };
  expect(remembered.value).toEqual({
    ...otherwise,
    sort: { field: 'name', descending: false },
    groupBy: ['dataset', 'sharpness'],
  });
});
