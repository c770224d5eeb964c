import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { AppError, type CommandInput } from '#api';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { createDraftStore } from './notes-draft.ts';
import { useNotes } from './useNotes.ts';

type Patch = CommandInput<'updateRun'>;

/** A browser's storage, which all its windows share. */
function browserStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    key: (index: number) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  } as Storage;
}
let storage: Storage;

beforeEach(() => {
  vi.useFakeTimers();
  storage = browserStorage();
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A window showing run r, which was read with these notes. */
function openNotes(notes = 'one\ntwo\nthree') {
  const read = ref(notes);
  const updateRun = answeredLater<Patch, { notes: string }>();
  const { result, unmount, connection } = mountComposable(
    () => useNotes(() => ({ id: 'r', notes: read.value })),
    { updateRun },
  );
  const type = async (text: string): Promise<void> => {
    result.text.value = text;
    await vi.advanceTimersByTimeAsync(600);
  };
  const conflictWith = (current: string): Promise<void> =>
    updateRun.asked
      .at(-1)!
      .fail(new AppError('conflict', 'changed', { details: { current: { notes: current } } }));
  const state = () => [result.text.value, result.state.value, result.theirs.value];
  return { result, read, updateRun, type, conflictWith, state, unmount, connection };
}
const kept = (): number => storage.length;

describe('what is typed', () => {
  it('is stored a moment later with what it is based on, and again if more was typed meanwhile', async () => {
    const { result, updateRun, type, state } = openNotes('');
    await type('a');
    expect(updateRun.asked[0]!.input).toEqual({ id: 'r', notes: 'a', basedOn: { notes: '' } });
    expect([result.state.value, kept()]).toEqual(['saving', 1]);
    result.text.value = 'ab';
    await updateRun.asked[0]!.answer({ notes: 'a' });
    expect(updateRun.asked[1]!.input).toEqual({ id: 'r', notes: 'ab', basedOn: { notes: 'a' } });
    await updateRun.asked[1]!.answer({ notes: 'ab' });
    expect([...state(), kept()]).toEqual(['ab', 'saved', null, 0]);
  });

  it('stays in the browser while the host is lost, and is stored when it is back', async () => {
    const { updateRun, type, state, connection } = openNotes('');
    connection.value = 'lost' as never;
    await type('a');
    await updateRun.asked[0]!.fail(new AppError('connectionLost', 'no host'));
    expect([...state(), kept()]).toEqual(['a', 'failed', null, 1]);
    connection.value = 'open';
    await settle();
    await updateRun.asked[1]!.answer({ notes: 'a' });
    expect([...state(), kept()]).toEqual(['a', 'saved', null, 0]);
  });

  it('and undone leaves nothing to store or to keep', async () => {
    const { result, updateRun, type } = openNotes('a');
    result.text.value = 'ab';
    await type('a');
    expect([updateRun.asked.length, kept()]).toEqual([0, 0]);
  });

  it('is stored when the screen is left, and found again if that fails', async () => {
    const first = openNotes('');
    first.result.text.value = 'last words';
    first.unmount();
    await first.updateRun.asked[0]!.fail(new AppError('connectionLost', 'no host'));
    const second = openNotes('');
    expect(second.updateRun.asked[0]!.input).toMatchObject({ notes: 'last words', basedOn: { notes: '' } });
  });
});

describe('what others write', () => {
  it('is shown if nothing was typed here', async () => {
    const { read, state } = openNotes();
    read.value = 'theirs';
    await settle();
    expect(state()).toEqual(['theirs', 'saved', null]);
  });

  it('is merged with what was typed, by the host or here', async () => {
    const { read, updateRun, type, state } = openNotes();
    await type('ONE\ntwo\nthree');
    await updateRun.asked[0]!.answer({ notes: 'ONE\ntwo\nTHREE' });
    expect([...state(), kept()]).toEqual(['ONE\ntwo\nTHREE', 'saved', null, 0]);
    read.value = 'ONE\ntwo\nTHREE'; // the read caused by the event of this window's own change
    await settle();
    await type('1\ntwo\nTHREE');
    await updateRun.asked[1]!.fail(new AppError('connectionLost', 'no host'));
    read.value = 'ONE\ntwo\nTHREE\nfour';
    await settle();
    await vi.advanceTimersByTimeAsync(600);
    expect(updateRun.asked[2]!.input).toEqual({
      id: 'r',
      notes: '1\ntwo\nTHREE\nfour',
      basedOn: { notes: 'ONE\ntwo\nTHREE\nfour' },
    });
  });

  it('in an older read does not undo what was stored since', async () => {
    const { read, updateRun, type, state } = openNotes('a');
    await type('b');
    await updateRun.asked[0]!.answer({ notes: 'b' });
    read.value = 'b';
    await settle();
    read.value = 'a';
    await settle();
    expect(state()).toEqual(['b', 'saved', null]);
  });
});

describe('two texts for the same lines', () => {
  it('are both shown, and nothing is stored until the user has chosen', async () => {
    const { read, updateRun, type, conflictWith, state } = openNotes('a');
    await type('mine');
    await conflictWith('theirs');
    expect([...state(), kept()]).toEqual(['mine', 'conflict', 'theirs', 1]);
    await type('mine, more');
    expect(updateRun.asked).toHaveLength(1);
    read.value = 'theirs, more';
    await settle();
    expect(state()).toEqual(['mine, more', 'conflict', 'theirs, more']);
  });

  it.each([
    ['mine', 'mine', { notes: 'mine', basedOn: { notes: 'theirs' } }],
    ['both', 'theirs\n\nmine', { notes: 'theirs\n\nmine', basedOn: { notes: 'theirs' } }],
  ] as const)('become %s by choice, based on the newer text', async (choice, text, sent) => {
    const { result, updateRun, type, conflictWith, state } = openNotes('a');
    await type('mine');
    await conflictWith('theirs');
    result.resolve(choice);
    expect(updateRun.asked[1]!.input).toEqual({ id: 'r', ...sent });
    await updateRun.asked[1]!.answer({ notes: text });
    expect([...state(), kept()]).toEqual([text, 'saved', null, 0]);
  });

  it('become theirs by choice, and then nothing is stored', async () => {
    const { result, updateRun, type, conflictWith, state } = openNotes('a');
    await type('mine');
    await conflictWith('theirs');
    result.resolve('theirs');
    expect([...state(), kept(), updateRun.asked.length]).toEqual(['theirs', 'saved', null, 0, 1]);
  });

  it('are there again after the page was left without a choice', async () => {
    const first = openNotes('a');
    await first.type('mine');
    await first.conflictWith('theirs');
    first.unmount();
    const second = openNotes('theirs');
    expect(second.state()).toEqual(['mine', 'conflict', 'theirs']);
    expect(second.updateRun.asked).toEqual([]);
  });
});

describe('drafts in the browser', () => {
  it('of two windows do not overwrite each other; the latest is taken over first', () => {
    const [first, second] = [createDraftStore(storage, 'r', '1'), createDraftStore(storage, 'r', '2')];
    first.keep({ text: 'first', basedOn: '' });
    vi.advanceTimersByTime(1);
    second.keep({ text: 'second', basedOn: '' });
    createDraftStore(storage, 'other', '3').keep({ text: 'of another run', basedOn: '' });
    const third = createDraftStore(storage, 'r', '3');
    expect([third.takeOver()?.text, third.takeOver()?.text, third.takeOver()]).toEqual([
      'second',
      'first',
      null,
    ]);
  });

  it('of an older format, or missing, lose nothing and stop nothing', () => {
    storage.setItem('lambdascope.notes.r', 'older');
    storage.setItem('lambdascope.notes.r.9', '{"text":7}');
    const store = createDraftStore(storage, 'r', '1');
    expect([store.takeOver(), store.takeOver()]).toEqual([{ text: 'older', basedOn: '' }, null]);
    const full = { ...storage, setItem: () => { throw new Error('quota'); } }; // oxfmt-ignore
    expect(() => createDraftStore(full, 'r', '1').keep({ text: 'a', basedOn: '' })).not.toThrow();
  });
});
