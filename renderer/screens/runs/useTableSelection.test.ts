import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import type { RunSummary } from '#api';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { useRunStore } from '../../data/useRunStore.ts';
import { useRunList, type RunListQuery } from './useRunList.ts';
import { useTableSelection } from './useTableSelection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Run = Pick<RunSummary, 'id' | 'name' | 'status' | 'tags' | 'trashedAt'>;

const queryFor = (filter: string): RunListQuery => ({
  filter,
  trashed: false,
  sort: 'createdAt',
  descending: true,
});
const noModifiers = { shiftKey: false, ctrlKey: false, metaKey: false };

/** The table of a history of runs, all tagged `wide`, from which the host lists those whose tags match the filter. */
function mountTable(count: number, filter = 'wide', plugins: readonly Router[] = []) {
  const runs: Run[] = Array.from({ length: count }, (_, at) => ({
    ...{ id: `r${at}`, name: `run ${at}`, status: 'completed', tags: ['wide'], trashedAt: null },
  }));
  const query = ref(queryFor(filter));
  const state = { asked: [] as string[][], fails: false };
  const matching = (words: string) => runs.filter(({ tags }) => words === '' || tags.includes(words));
  const client = {
    listRuns({ offset = 0, limit = 100, filter: words }: { offset: number; limit: number; filter: string }) {
      const found = matching(words);
      return Promise.resolve({ total: found.length, runs: found.slice(offset, offset + limit) });
    },
    matchRuns({ ids, filter: words }: { ids: string[]; filter: string }) {
      state.asked.push(ids);
      if (state.fails) return Promise.reject(new Error('no answer'));
      const found = matching(words).map(({ id }) => id);
      return Promise.resolve({ ids: ids.filter((id) => found.includes(id)) });
    },
    readRuns: ({ ids }: { ids: string[] }) =>
      Promise.resolve({ runs: runs.filter(({ id }) => ids.includes(id)), failures: [] }),
  };
  const mounted = mountComposable(
    () => {
      const list = useRunList(query);
      const selection = useTableSelection(
        () => ({ list, total: list.total.value ?? 0 }),
        () => undefined,
        () => 10,
      );
      return { list, store: useRunStore(), ...selection };
    },
    client,
    { plugins: [...plugins] },
  );
  /** Another window, or this one, changes a run; the host announces it. */
  async function change(at: number, changes: Partial<Run>): Promise<void> {
    runs[at] = { ...runs[at]!, ...changes };
    mounted.emit({ kind: 'runsChanged', runs: [runs[at] as RunSummary] });
    await vi.advanceTimersByTimeAsync(1000);
  }
  return { ...mounted, ...mounted.result, query, state, change };
}

it('drops a run that no longer matches the filter, and keeps the others', async () => {
  const { selectedIds, selectAll, change, state } = mountTable(3);
  await settle();
  await selectAll(true);
  expect(selectedIds.value).toEqual(['r0', 'r1', 'r2']);
  await change(1, { tags: [] });
  expect(selectedIds.value).toEqual(['r0', 'r2']);
  await change(0, { name: 'renamed' });
  expect(selectedIds.value).toEqual(['r0', 'r2']);
  // The loaded rows are known to be listed.
  expect(state.asked).toEqual([['r1']]);
});

it('asks the host about those that are not loaded, and keeps them while they match', async () => {
  const { selectedIds, selectAll, onRowClick, change, list, state } = mountTable(250);
  await settle();
  await selectAll(true);
  expect(selectedIds.value).toHaveLength(250);
  await change(249, { tags: [] });
  expect(state.asked[0]).toHaveLength(150);
  expect(selectedIds.value).toHaveLength(249);
  expect(selectedIds.value).not.toContain('r249');
  expect(list.idAt(200)).toBeUndefined();

  state.fails = true;
  await change(248, { tags: [] });
  expect(selectedIds.value).toEqual(Array.from({ length: 100 }, (_, at) => `r${at}`));
  onRowClick(0, noModifiers);
  expect(selectedIds.value).toEqual(['r0']);
});

it('loads what a link selects far below the rows that are read, and drops what does not exist', async () => {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/runs', component: {} }],
  });
  await router.push('/runs?selected=r240,gone');
  const { selectedIds, store, list } = mountTable(250, 'wide', [router]);
  await settle();
  expect(list.idAt(240)).toBeUndefined();
  expect(selectedIds.value.map((id) => store.byId.get(id)?.name)).toEqual(['run 240']);
});

it('drops at once what went to the trash or was deleted, and everything when the filter changes', async () => {
  const { selectedIds, selectAll, emit, query } = mountTable(3);
  await settle();
  await selectAll(true);
  emit({ kind: 'runsRemoved', ids: ['r0'] });
  emit({ kind: 'runsChanged', runs: [{ id: 'r1', tags: [], trashedAt: '2026' } as unknown as RunSummary] });
  expect(selectedIds.value).toEqual(['r2']);
  query.value = queryFor('');
  await settle();
  expect(selectedIds.value).toEqual([]);
});

it('selects the runs of a folded sweep together, and all runs whether they are folded or not', async () => {
  const ids = ['r0', 'r1', 'r2', 'r3'];
  const summaries = ids.map((id) => ({ id, name: id, status: 'completed', tags: [], trashedAt: null }));
  const lines = [
    { kind: 'sweep', id: 's', name: 'lambdas', runs: 3, isOpen: true },
    { kind: 'cell', sweep: 's', cell: 0, name: 'L2 = 0', ids: ['r0'], isOpen: false },
    { kind: 'run', id: 'r3', depth: 0 },
  ];
  const ofSweep = (sweepId?: string) => summaries.slice(0, sweepId === undefined ? 4 : 3);
  const client = {
    listFoldedRuns: () => Promise.resolve({ lines, runs: [summaries[3]], total: 3, matched: 4 }),
    listRuns: ({ sweepId, offset }: { sweepId?: string; offset: number }) =>
      Promise.resolve({ runs: ofSweep(sweepId).slice(offset), total: ofSweep(sweepId).length }),
  };
  const { result } = mountComposable(() => {
    const list = useRunList(ref({ ...queryFor(''), open: [] }));
    const table = () => ({ list, total: list.total.value ?? 0 });
    return useTableSelection(
      table,
      () => undefined,
      () => 10,
    );
  }, client);
  const { selectedIds, allSelected, toggleRow, selectAll } = result;
  await settle();
  const toggle = async (row: number): Promise<readonly string[]> => {
    toggleRow(row);
    await settle();
    return selectedIds.value;
  };
  expect(await toggle(1)).toEqual(['r0']);
  expect(await toggle(0)).toEqual(['r0', 'r1', 'r2']);
  expect(allSelected.value).toBe('some'); // the number of lines is the same, but there are more runs
  expect(await toggle(0)).toEqual([]);
  await selectAll(true);
  expect([selectedIds.value, allSelected.value]).toEqual([ids, true]);
});
