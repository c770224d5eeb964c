import { AppError, mergeLines, type RunDetail, type RunEditConflict } from '#api';
import { useEventListener } from '@vueuse/core';
import { onScopeDispose, ref, watch } from 'vue';
import { useClient, useReconnected } from '#data';
import { createDraftStore } from './notes-draft.ts';

const saveAfterMs = 600;

export type NotesState = 'saved' | 'saving' | 'failed' | 'conflict';
/** How to resolve two texts that cannot be merged. */
export type NotesChoice = 'mine' | 'theirs' | 'both';

/**
 * A run's notes, saved shortly after the last keystroke. What others write meanwhile is merged line by line; if both changed the same
 * lines, nothing is saved until the user has chosen. Until the host has them, the notes are also kept in the browser: a closed window or a
 * lost host loses no word.
 */
export function useNotes(run: () => Pick<RunDetail, 'id' | 'notes'>) {
  const client = useClient();
  const { id } = run();
  const drafts = createDraftStore(localStorage, id);
  const text = ref(run().notes);
  const state = ref<NotesState>('saved');
  const error = ref('');
  /** In a conflict, the notes as someone else has written them meanwhile. */
  const theirs = ref<string | null>(null);
  /** What the host had when `text` last agreed with it. */
  let base = run().notes;
  /** What the host had before: a slow read may still return it. */
  const older = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;

  function moveBase(next: string): void {
    if (next === base) return;
    older.add(base);
    older.delete(next);
    base = next;
  }

  /** Merges what others wrote into the text here, as far as possible. */
  function take(newer: string): void {
    const merged = mergeLines(base, text.value, newer);
    if (merged === null) {
      theirs.value = newer;
      state.value = 'conflict';
      return;
    }
    moveBase(newer);
    text.value = merged;
    if (merged === newer) settle();
  }

  function settle(): void {
    drafts.drop();
    state.value = 'saved';
  }

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (isSending || theirs.value !== null || text.value === base) return;
    const sent = text.value;
    isSending = true;
    state.value = 'saving';
    try {
      const { notes } = await client.updateRun({ id, notes: sent, basedOn: { notes: base } });
      // What was typed since is an edit of what was sent.
      moveBase(sent);
      take(notes);
    } catch (thrown) {
      fail(AppError.from(thrown));
    }
    isSending = false;
    if (state.value === 'saving') await send();
  }

  function fail(failure: AppError): void {
    const { current } = (failure.details ?? {}) as Partial<RunEditConflict>;
    error.value = failure.message;
    state.value = 'failed';
    if (failure.code !== 'conflict' || !current) return;
    state.value = 'saving';
    take(current.notes);
  }

  function resolve(choice: NotesChoice): void {
    if (theirs.value === null) return;
    const [mine, newer] = [text.value, theirs.value];
    theirs.value = null;
    moveBase(newer);
    text.value = { mine, theirs: newer, both: `${newer}\n\n${mine}` }[choice];
    if (text.value === newer) settle();
    else void send();
  }

  const save = (): void => void send();
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveAfterMs);
  };

  const draft = drafts.takeOver();
  if (draft !== null) {
    text.value = draft.text;
    base = draft.basedOn;
    drafts.keep(draft);
    take(run().notes);
  }
  watch(
    text,
    (value) => {
      if (value === base) return drafts.drop();
      drafts.keep({ text: value, basedOn: base });
      saveSoon();
    },
    { flush: 'sync' },
  );
  watch(
    () => run().notes,
    (newer) => {
      // While the user's own change is on its way, its answer will tell.
      if (isSending || newer === base || older.has(newer)) return;
      if (theirs.value !== null) theirs.value = newer;
      else take(newer);
    },
  );
  useReconnected(save);
  useEventListener(document, 'visibilitychange', save);
  onScopeDispose(save);
  save();

  return { text, state, error, theirs, save, resolve };
}

export type Notes = ReturnType<typeof useNotes>;
