import { expect, it } from 'vitest';
import { askToDelete, tellDeleted, tellDeleting } from './trash-words.ts';

const things = (...names: readonly string[]) => names.map((name) => ({ id: name, name }));
const contents = { runs: things('a', 'b', 'c', 'd', 'e'), sweeps: things('lambda') };

it('names and counts what is deleted, runs and sweeps', () => {
  expect(askToDelete(contents, false)).toEqual({
    title: 'Empty the trash?',
    text: 'This deletes 5 runs with all recorded epochs (a, b, c and 2 more) and 1 sweep (lambda). It cannot be undone.',
    action: 'Delete 5 runs and 1 sweep',
  });
  expect(askToDelete({ runs: things('a'), sweeps: [] }, true)).toEqual({
    title: 'Delete 1 run for good?',
    text: 'This deletes 1 run with all recorded epochs (a). It cannot be undone. Everything else in the trash stays there.',
    action: 'Delete 1 run',
  });
  expect(askToDelete({ runs: [], sweeps: things('x', 'y') }, false)).toMatchObject({
    text: 'This deletes 2 sweeps (x, y). It cannot be undone.',
    action: 'Delete 2 sweeps',
  });
});

it('says what was deleted, and what was not', () => {
  expect(tellDeleted(contents, { runs: 5, sweeps: 1 })).toBe('Deleted 5 runs and 1 sweep for good.');
  expect(tellDeleted(contents, { runs: 4, sweeps: 0 })).toBe(
    'Deleted 4 runs for good; 1 run and 1 sweep had left the trash.',
  );
  expect(tellDeleted({ runs: things('a'), sweeps: [] }, { runs: 0, sweeps: 0 })).toBe(
    'Deleted nothing; 1 run had left the trash.',
  );
});

it('says what is still being freed', () => {
  expect(tellDeleting({ runs: 2, epochs: 1_234_567 })).toBe(
    'Freeing the space of 2 deleted runs: 1,234,567 epochs left',
  );
  expect(tellDeleting({ runs: 1, epochs: 0 })).toBe('Freeing the space of 1 deleted run');
});
