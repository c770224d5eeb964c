import { beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { mountComposable } from './composable-fixture.ts';
import { confirmation } from './confirm-first.ts';
import { toasts } from './toasts.ts';
import { useEmptyTrash } from './useEmptyTrash.ts';

beforeEach(() => {
  toasts.splice(0);
  Object.assign(confirmation, { isOpen: false, asked: null });
});

const confirm = async () => confirmation.asked!.act();

const things = (...ids: readonly string[]) => ids.map((id) => ({ id, name: `run ${id}` }));

function mount(contents: { runs: readonly object[]; sweeps: readonly object[] }, filter = '') {
  const readTrash = vi.fn(() => Promise.resolve(contents));
  const emptyTrash = vi.fn(({ ids, sweepIds }: { ids: string[]; sweepIds: string[] }) =>
    Promise.resolve({ deleted: ids.length, sweeps: sweepIds.length }),
  );
  const selection = ref({ filter });
  const { result } = mountComposable(() => useEmptyTrash(() => selection.value), { readTrash, emptyTrash });
  return { ...result, readTrash, emptyTrash, selection };
}

it('deletes what the question listed, and nothing that was trashed since', async () => {
  const { ask, readTrash, emptyTrash } = mount({
    runs: things('a', 'b'),
    sweeps: things('s'),
  });
  await ask();
  expect(confirmation.isOpen).toBe(true);
  expect(confirmation.asked?.question.action).toBe('Delete 2 runs and 1 sweep');
  readTrash.mockResolvedValue({ runs: things('a', 'b', 'c'), sweeps: [] });
  await confirm();
  expect(emptyTrash.mock.calls).toEqual([[{ ids: ['a', 'b'], sweepIds: ['s'] }]]);
  expect(toasts.map(({ text }) => text)).toEqual(['Deleted 2 runs and 1 sweep for good.']);
});

it('asks only about the runs that a filter matches', async () => {
  const { ask, isPart, readTrash, emptyTrash, selection } = mount({ runs: things('a'), sweeps: [] }, 'wide');
  expect(isPart.value).toBe(true);
  await ask();
  expect(readTrash).toHaveBeenCalledWith({ filter: 'wide' });
  expect(confirmation.asked?.question.title).toBe('Delete 1 run for good?');
  selection.value = { filter: '' };
  expect(confirmation.asked?.question.title).toBe('Delete 1 run for good?');
  await confirm();
  expect(emptyTrash).toHaveBeenCalledWith({ ids: ['a'], sweepIds: [] });
});

it('sends no more ids at once than a command accepts, and reports the total', async () => {
  const ids = Array.from({ length: 12_000 }, (_, at) => `r${at}`);
  const { ask, emptyTrash } = mount({ runs: things(...ids), sweeps: things('s') });
  await ask();
  await confirm();
  expect(emptyTrash.mock.calls.map(([query]) => [query.ids.length, query.sweepIds.length])).toEqual([
    [10_000, 1],
    [2000, 0],
  ]);
  expect(toasts.map(({ text }) => text)).toEqual(['Deleted 12,000 runs and 1 sweep for good.']);
});

it('does not ask if there is nothing to delete', async () => {
  const { ask } = mount({ runs: [], sweeps: [] });
  await ask();
  expect(confirmation.asked).toBeNull();
  expect(toasts.map(({ text }) => text)).toEqual(['The trash is empty.']);
});
