import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../../../data/composable-fixture.ts';
import { useFolds, type FoldLine } from './useFolds.ts';

const mounted = (isFolded = true) => mountComposable(() => useFolds(() => isFolded)).result;

const sweep = (id: string, isOpen: boolean): FoldLine => ({ kind: 'sweep', id, name: id, runs: 4, isOpen });
const cell = (of: string, at: number, isOpen: boolean): FoldLine => ({
  ...{ kind: 'cell', sweep: of, cell: at, name: 'L2 = 0', ids: [], isOpen },
});

it('opens sweeps and cells, and closes a sweep with its cells', () => {
  const { open, toggle } = mounted();
  toggle(sweep('a', false));
  toggle(cell('a', 2, false));
  toggle(sweep('b', false));
  expect(open.value).toEqual([
    { sweep: 'a', cell: null },
    { sweep: 'a', cell: 2 },
    { sweep: 'b', cell: null },
  ]);
  toggle(cell('a', 2, true));
  expect(open.value).toEqual([
    { sweep: 'a', cell: null },
    { sweep: 'b', cell: null },
  ]);
  toggle(cell('a', 1, false));
  toggle(sweep('a', true));
  expect(open.value).toEqual([{ sweep: 'b', cell: null }]);
});

it('stays as it is when told to open what is open', () => {
  const { open, toggle } = mounted();
  toggle(sweep('a', false), true);
  toggle(sweep('a', true), true);
  expect(open.value).toEqual([{ sweep: 'a', cell: null }]);
});

it('asks for nothing if sweeps are not folded', () => {
  expect(mounted(false).open.value).toBeUndefined();
});

it('opens what an address names, and ignores anything invalid there', async () => {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/runs', component: {} }] });
  await router.push('/runs?open=a1,b2.7,A;DROP,a1.x,..');
  const { open } = mountComposable(() => useFolds(() => true), {}, { plugins: [router] }).result;
  expect(open.value).toEqual([
    { sweep: 'a1', cell: null },
    { sweep: 'b2', cell: 7 },
  ]);
});
