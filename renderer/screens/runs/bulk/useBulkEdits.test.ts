import { expect, it, vi } from 'vitest';
import { presets, type CommandInput, type RunEdited } from '#api';
import { mountComposable } from '../../../data/composable-fixture.ts';
import { toasts, undoLatest } from '../../../data/toasts.ts';
import { useBulkEdits } from './useBulkEdits.ts';

const stand = (name: string, notes = '') => ({ name, notes, tags: [] });

/** A host that edits like the real one, and remembers its requests. */
function mountEdits() {
  const edits: CommandInput<'editRuns'>['edits'][] = [];
  const editRuns = vi.fn(({ edits: asked }: CommandInput<'editRuns'>) => {
    edits.push(asked);
    const edited = asked.map(({ id, name, addNote }): RunEdited => {
      const before = stand(`old ${id}`, 'seen');
      return { id, before, after: { ...before, name: name ?? before.name, notes: addNote ?? before.notes } };
    });
    return Promise.resolve({ edited });
  });
  let made = 0;
  const createRuns = vi.fn(({ configs }: CommandInput<'createRuns'>) =>
    Promise.resolve({ runs: configs.map(() => ({ id: `new ${made++}` })) }),
  );
  const order: string[] = [];
  const stopRuns = ({ ids = [] }: { ids?: string[] }) => (
    order.push(`stop ${ids.length}`),
    Promise.resolve({})
  );
  const trashRuns = ({ ids }: { ids: string[] }) => (order.push(`trash ${ids.length}`), Promise.resolve({}));
  // One of them has ended.
  const readRuns = ({ ids }: { ids: string[] }) =>
    Promise.resolve({ runs: ids.map((id, at) => ({ id, status: at === 0 ? 'completed' : 'queued' })) });
  const { result } = mountComposable(useBulkEdits, { editRuns, createRuns, readRuns, stopRuns, trashRuns });
  return { ...result, edits, createRuns, order };
}
const said = (): string[] => toasts.map(({ text }) => text);

it('renames only those that get another name, and restores the old ones', async () => {
  const { rename, edits } = mountEdits();
  await rename([
    { id: 'a', from: 'old a', to: 'new a', problem: null },
    { id: 'b', from: 'old b', to: 'old b', problem: 'has no seed' },
  ]);
  expect([edits, said()]).toEqual([
    [[{ id: 'a', name: 'new a', basedOn: { name: 'old a' } }]],
    ['Renamed 1 run.'],
  ]);
  await undoLatest();
  expect(edits[1]).toEqual([
    { id: 'a', name: 'old a', notes: 'seen', basedOn: { name: 'new a', notes: 'seen' } },
  ]);
});

it('removes a note only from notes that are still as it left them', async () => {
  const { addNote, edits } = mountEdits();
  await addNote([{ id: 'a' }], 'again');
  await undoLatest();
  expect(edits[1]![0]).toMatchObject({ notes: 'seen', basedOn: { notes: 'again' } });
});

it('trains as many as one command takes at a time, and undoes all of them, stopping those in training first', async () => {
  const { train, createRuns, order } = mountEdits();
  const config = presets[0]!.config;
  expect(await train(Array.from({ length: 2300 }, () => config))).toBe(2300);
  expect(createRuns.mock.calls.map(([{ configs }]) => configs.length)).toEqual([1000, 1000, 300]);
  expect(said()).toEqual(['Queued 2,300 runs.']);
  await undoLatest();
  expect(order).toEqual(['stop 2299', 'trash 2300']);
});
