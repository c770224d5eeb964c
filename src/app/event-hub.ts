import type { Activity, AppEvent, AppEventListener, RunSummary, RunVerification } from '#api';

/** The shortest interval between notifications about changed runs, in milliseconds: 20 per second. */
const runsIntervalMs = 50;
/** Five times a second is enough for the rail and for any progress bar. */
const activityIntervalMs = 200;

/** Notifies clients of changes, coalesced: an event carries the state at the time it is sent. */
export interface EventHub {
  subscribe(listener: AppEventListener): () => void;
  runsChanged(ids: readonly string[]): void;
  runsRemoved(ids: readonly string[]): void;
  activityChanged(): void;
  verificationsChanged(ids: readonly string[]): void;
  preferenceChanged(key: string, value: unknown, source: string | null): void;
  historyChanged(): void;
  queueChanged(): void;
  /** Sends what is pending, and nothing after that. */
  close(): Promise<void>;
}

export interface EventSources {
  /** Reads the current state of the readable ones among these runs. */
  readRuns(ids: readonly string[]): Promise<readonly RunSummary[]>;
  readActivity(): Activity;
  readVerifications(ids: readonly string[]): Promise<readonly RunVerification[]>;
}

export function createEventHub({ readRuns, readActivity, readVerifications }: EventSources): EventHub {
  const listeners = new Set<AppEventListener>();
  const changed = new Set<string>();
  const verified = new Set<string>();
  const emit = (event: AppEvent): void => listeners.forEach((listener) => listener(event));

  /** Runs that were deleted while they were being read. */
  const removed = new Set<string>();

  const runs = coalesce(runsIntervalMs, async () => {
    const ids = [...changed];
    changed.clear();
    // No client to notify: whatever is shown later is read then.
    if (ids.length > 0 && listeners.size > 0) (await runsEvents(ids)).forEach(emit);
  });
  const activity = coalesce(activityIntervalMs, () => {
    if (listeners.size > 0) emit({ kind: 'activityChanged', activity: readActivity() });
  });

  const verifications = coalesce(activityIntervalMs, async () => {
    const ids = [...verified];
    verified.clear();
    if (ids.length === 0 || listeners.size === 0) return;
    // If this fails, it fails again, visibly, for the client that asks.
    const read = await readVerifications(ids).catch(() => null);
    if (read !== null) emit({ kind: 'verificationsChanged', verifications: read });
  });

  async function runsEvents(ids: readonly string[]): Promise<AppEvent[]> {
    const historyChanged: AppEvent = { kind: 'historyChanged' };
    removed.clear();
    try {
      const read = await readRuns(ids);
      const event: AppEvent = { kind: 'runsChanged', runs: read.filter(({ id }) => !removed.has(id)) };
      // The lists report an unreadable run.
      return read.length < ids.length ? [event, historyChanged] : [event];
    } catch {
      // If this fails, it fails again, visibly, for the client that reads the lists.
      return [historyChanged];
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    runsChanged(ids) {
      ids.forEach((id) => changed.add(id));
      runs.request();
    },
    runsRemoved(ids) {
      for (const id of ids) {
        changed.delete(id);
        removed.add(id);
      }
      emit({ kind: 'runsRemoved', ids });
    },
    activityChanged: activity.request,
    verificationsChanged(ids) {
      ids.forEach((id) => verified.add(id));
      verifications.request();
    },
    preferenceChanged: (key, value, source) => emit({ kind: 'preferenceChanged', key, value, source }),
    historyChanged: () => emit({ kind: 'historyChanged' }),
    queueChanged: () => emit({ kind: 'queueChanged' }),
    async close() {
      await runs.close();
      await activity.close();
      await verifications.close();
      listeners.clear();
    },
  };
}

/**
 * Calls `action`, which must not fail, soon after the first request and then at most once per interval, however often it is requested, and
 * never while a call is in progress.
 */
function coalesce(intervalMs: number, action: () => void | Promise<void>) {
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  const run = (): void => {
    timer = null;
    last = last.then(action);
  };
  return {
    request(): void {
      if (!closed) timer ??= setTimeout(run, intervalMs).unref();
    },
    async close(): Promise<void> {
      closed = true;
      if (timer !== null) {
        clearTimeout(timer);
        run();
      }
      await last;
    },
  };
}
