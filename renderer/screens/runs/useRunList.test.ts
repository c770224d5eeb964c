import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import type { RunSummary } from '#api';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { useRunList, type RunListQuery } from './useRunList.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const queryFor = (filter: string): RunListQuery => ({
  filter,
  trashed: false,
  sort: 'createdAt',
  descending: true,
});

/** A history of `total` runs called PREFIX0, PREFIX1, ..., whose answers are held back until released. */
function mountList(total = 250) {
  const query = ref(queryFor(''));
  const held: (() => void)[] = [];
  const state = { prefix: 'a', isHeld: false, fails: false, offsets: [] as number[] };
  const runOf = (id: string): RunSummary =>
    ({ id, name: id, status: 'completed', tags: [], trashedAt: null }) as never;
  async function listRuns({ offset = 0, limit = 100 }: { offset?: number; limit?: number }) {
    state.offsets.push(offset);
    const { prefix } = state;
    if (state.isHeld) await new Promise<void>((resolve) => held.push(resolve));
    if (state.fails) throw new Error('no list');
    const count = Math.max(0, Math.min(limit, total - offset));
    return { total, runs: Array.from({ length: count }, (_, index) => runOf(`${prefix}${offset + index}`)) };
  }
  const mounted = mountComposable(() => useRunList(query), { listRuns });
  const letGo = async (): Promise<void> => {
    state.isHeld = false;
    held.splice(0).forEach((resolve) => resolve());
    await settle();
  };
  return { ...mounted, query, state, letGo, list: mounted.result };
}
const moved = { kind: 'runsRemoved', ids: ['x'] } as const;

it('reads what comes into view, and the rows between both ends of a selection', async () => {
  const { list, state } = mountList();
  await settle();
  expect([list.total.value, list.idAt(0), list.idAt(120)]).toEqual([250, 'a0', undefined]);
  await list.readRows(0, 249);
  expect([list.idAt(120), list.idAt(249)]).toEqual(['a120', 'a249']);
  expect(state.offsets).toEqual([0, 100, 200]);
});

it('has all rows that were requested during a reload, as the list then is', async () => {
  const { list, state, letGo } = mountList();
  await settle();
  [state.isHeld, state.prefix] = [true, 'b'];
  void list.reload();
  await settle();
  const read = list.readRows(0, 249);
  await letGo();
  await read;
  expect([list.idAt(0), list.idAt(120), list.idAt(249)]).toEqual(['b0', 'b120', 'b249']);
});

it('also has them if the list is reloaded while they are being read', async () => {
  const { list, state, letGo } = mountList();
  await settle();
  state.isHeld = true;
  const read = list.readRows(0, 249);
  await settle();
  state.prefix = 'b';
  void list.reload();
  await letGo();
  await read;
  expect([list.idAt(0), list.idAt(120), list.idAt(249)]).toEqual(['b0', 'b120', 'b249']);
});

it('makes events wait for rows being read, and then reads the list once', async () => {
  const { list, state, emit, letGo } = mountList();
  await settle();
  state.isHeld = true;
  const read = list.readRows(0, 249);
  await settle();
  for (let times = 0; times < 5; times++) {
    emit(moved);
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(state.offsets).toEqual([0, 100, 200]);
  state.prefix = 'b';
  await letGo();
  await read;
  expect(state.offsets).toEqual([0, 100, 200, 0]);
  expect(list.idAt(0)).toBe('b0');
});

it('gives the order in which runs are listed, those not read last', async () => {
  const { list } = mountList();
  await settle();
  expect(list.inOrder(['a7', 'a120', 'a3', 'gone'])).toEqual(['a3', 'a7', 'a120', 'gone']);
});

it('drops the answer and the error of a query that was replaced', async () => {
  const { list, state, query, letGo } = mountList();
  [state.isHeld, state.fails] = [true, true];
  query.value = queryFor('old');
  await settle();
  [state.isHeld, state.fails, state.prefix] = [false, false, 'new'];
  query.value = queryFor('new');
  await settle();
  state.fails = true;
  await letGo();
  expect([list.error.value, list.idAt(0)]).toEqual([null, 'new0']);
});

it('keeps the rows on screen if they cannot be read again, and says why', async () => {
  const { list, state } = mountList();
  await settle();
  state.fails = true;
  await list.reload();
  expect([list.error.value?.message, list.idAt(0), list.total.value]).toEqual(['no list', 'a0', 250]);
});

it('is not read again for a run that merely progresses', async () => {
  const { state, emit } = mountList(2);
  await settle();
  const run = { id: 'a0', name: 'a0', status: 'completed', tags: [], trashedAt: null };
  emit({ kind: 'runsChanged', runs: [{ ...run, epochsDone: 7 } as never] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.offsets).toEqual([0]);
  emit({ kind: 'runsChanged', runs: [{ ...run, name: 'renamed' } as never] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(state.offsets).toEqual([0, 0]);
});
