import type { Activity, AppEvent, AppEventListener, RunSummary } from '#api';

/** Changed runs are told at most every so many milliseconds: 20 times a second. */
const runsIntervalMs = 50;
/** The rail needs no more: five times a second. */
const activityIntervalMs = 200;

/** Tells clients what changed, coalesced: an event carries the state at the time when it is sent. */
export interface EventHub {
  subscribe(listener: AppEventListener): () => void;
  runsChanged(ids: readonly string[]): void;
  runsRemoved(ids: readonly string[]): void;
  activityChanged(): void;
  historyChanged(): void;
  /** Sends what waits, and nothing from then on. */
  close(): void;
}

export interface EventSources {
  /** Reads the present state of runs, of those that can be read. */
  readRuns(ids: readonly string[]): readonly RunSummary[];
  readActivity(): Activity;
}

export function createEventHub({ readRuns, readActivity }: EventSources): EventHub {
  const listeners = new Set<AppEventListener>();
  const changed = new Set<string>();
  const emit = (event: AppEvent): void => listeners.forEach((listener) => listener(event));

  const runs = coalesce(runsIntervalMs, () => {
    const ids = [...changed];
    changed.clear();
    // Nobody to tell: what is shown later is read then.
    if (ids.length > 0 && listeners.size > 0) runsEvents(ids).forEach(emit);
  });
  const activity = coalesce(activityIntervalMs, () => {
    if (listeners.size > 0) emit({ kind: 'activityChanged', activity: readActivity() });
  });

  function runsEvents(ids: readonly string[]): AppEvent[] {
    const historyChanged: AppEvent = { kind: 'historyChanged' };
    try {
      const runs = readRuns(ids);
      const event: AppEvent = { kind: 'runsChanged', runs };
      // One that cannot be read is told of in the lists.
      return runs.length < ids.length ? [event, historyChanged] : [event];
    } catch {
      // What cannot be read here fails again, and visibly, for the client that reads the lists.
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
      ids.forEach((id) => changed.delete(id));
      emit({ kind: 'runsRemoved', ids });
    },
    activityChanged: activity.request,
    historyChanged: () => emit({ kind: 'historyChanged' }),
    close() {
      runs.close();
      activity.close();
      listeners.clear();
    },
  };
}

/** Calls `action` soon after the first request and then at most once per interval, however often it is requested. */
function coalesce(intervalMs: number, action: () => void): { request(): void; close(): void } {
  let timer: NodeJS.Timeout | null = null;
  let closed = false;
  const run = (): void => {
    timer = null;
    action();
  };
  return {
    request() {
      if (!closed) timer ??= setTimeout(run, intervalMs).unref();
    },
    close() {
      closed = true;
      if (timer === null) return;
      clearTimeout(timer);
      run();
    },
  };
}
