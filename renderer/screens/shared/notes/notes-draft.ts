import { isObject, isText } from '#data';

/** Notes that the host does not have yet, and what it had when they were written. */
export interface NotesDraft {
  readonly text: string;
  readonly basedOn: string;
}

interface StoredDraft extends NotesDraft {
  readonly keptAt: number;
}

/** Windows of one browser share its storage: each has its own draft of a run. */
const windowName = Math.random().toString(36).slice(2);

/** Drafts of a run's notes in the browser's storage. If the browser has no room, none are stored, and the page holds the text. */
export function createDraftStore(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>,
  runId: string,
  own = windowName,
) {
  const prefix = `lambdascope.notes.${runId}.`;
  const key = prefix + own;

  function found(): [key: string, draft: StoredDraft][] {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    return keys
      .filter((name) => name.startsWith(prefix))
      .flatMap((name): [string, StoredDraft][] => {
        const draft = readDraft(storage.getItem(name));
        return draft ? [[name, draft]] : [];
      })
      .sort(([, a], [, b]) => b.keptAt - a.keptAt);
  }

  /** Drafts used to be stored as plain text: what they were based on is unknown. */
  function takeOlder(): NotesDraft | null {
    const text = storage.getItem(`lambdascope.notes.${runId}`);
    storage.removeItem(`lambdascope.notes.${runId}`);
    return text === null ? null : { text, basedOn: '' };
  }

  return {
    keep(draft: NotesDraft): void {
      try {
        storage.setItem(key, JSON.stringify({ ...draft, keptAt: Date.now() } satisfies StoredDraft));
      } catch {
        // Full or forbidden: the page still has the text, and keeps trying to save it.
      }
    },
    drop: () => storage.removeItem(key),
    /** The draft of a window that is gone, or has been: the latest is taken, the others wait for the next call. */
    takeOver(): NotesDraft | null {
      const [latest] = found();
      if (!latest) return takeOlder();
      storage.removeItem(latest[0]);
      return latest[1];
    },
  };
}

function readDraft(stored: string | null): StoredDraft | null {
  try {
    const draft: unknown = JSON.parse(stored ?? '');
    if (!isObject(draft)) return null;
    const { text, basedOn, keptAt } = draft;
    return isText(text) && isText(basedOn) && typeof keptAt === 'number' ? { text, basedOn, keptAt } : null;
  } catch {
    return null;
  }
}
