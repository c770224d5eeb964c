import { AppError, type RunDetail } from '#api';
import { useEventListener } from '@vueuse/core';
import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { useClient } from '../../composables/useClient.ts';
import { useReconnected } from '../../composables/useConnection.ts';

const saveAfterMs = 600;

export type NotesState = 'saved' | 'saving' | 'failed';

export interface Notes {
  readonly text: Ref<string>;
  readonly state: Readonly<Ref<NotesState>>;
  readonly error: Readonly<Ref<string>>;
  save(): void;
}

/**
 * A run's notes, saved shortly after the last keystroke. Until the host has them they are kept in the browser as
 * well: a closed window or a lost host loses no word.
 */
export function useNotes(run: Pick<RunDetail, 'id' | 'notes'>): Notes {
  const client = useClient();
  const draftKey = `lambdascope.notes.${run.id}`;
  const draft = localStorage.getItem(draftKey);
  const text = ref(draft ?? run.notes);
  const state = ref<NotesState>('saved');
  const error = ref('');
  let stored = run.notes;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending || text.value === stored) return;
    const sent = text.value;
    sending = true;
    state.value = 'saving';
    try {
      stored = (await client.updateRun({ id: run.id, notes: sent })).notes;
      if (text.value === sent) localStorage.removeItem(draftKey);
      state.value = 'saved';
    } catch (thrown) {
      error.value = AppError.from(thrown).message;
      state.value = 'failed';
    }
    sending = false;
    if (state.value === 'saved' && text.value !== sent) void send();
  }
  const save = (): void => void send();

  watch(
    text,
    (value) => {
      localStorage.setItem(draftKey, value);
      clearTimeout(timer);
      timer = setTimeout(save, saveAfterMs);
    },
    { flush: 'sync' },
  );
  useReconnected(save);
  useEventListener(document, 'visibilitychange', save);
  onScopeDispose(save);
  if (draft !== null) save();

  return { text, state, error, save };
}
