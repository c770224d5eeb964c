import { expect, it } from 'vitest';
import type { Start } from '#api';
import { wordsOf } from './start-words.ts';

const start = (state: Start['state'], actions: Start['actions'] = []): Pick<Start, 'actions' | 'state'> => ({
  state,
  actions,
});

it('says that the history is being opened until something takes time', () => {
  expect(wordsOf(start({ kind: 'opening', step: null }))).toEqual({
    title: 'Opening the history',
    text: '',
    progress: null,
  });
  expect(wordsOf(start({ kind: 'opening', step: { kind: 'migrating', step: 2, of: 4 } }))).toEqual({
    title: 'Updating the history',
    text: 'Step 2 of 4 to the format of this version.',
    progress: 0.25,
  });
});

it('says in sentences what failed, and leaves out what is for command lines', () => {
  const message =
    'the data folder /data is not writable (EACCES); check it or choose another one with --data-dir';
  const failed = start({ kind: 'failed', error: { code: 'folderNotWritable', message } });
  expect(wordsOf(failed)).toEqual({
    title: 'The history could not be opened',
    text: 'The data folder /data is not writable (EACCES); check it or choose another one.',
  });
  expect(wordsOf({ ...failed, actions: ['cancelMove'] }).title).toBe('The history could not be moved');
});
