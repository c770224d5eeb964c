import { readRunView, replacedView, type RunView } from '#api';
import { computed } from 'vue';
import { toPlain } from './to-plain.ts';
import { usePreference } from './host.ts';
import { toast } from './toasts.ts';

/** A saved view, and the parts of it that this version cannot show. */
export interface SavedView extends RunView {
  readonly id: string;
  readonly lost: readonly string[];
}

/** A view as stored: fields written by a newer version are preserved. */
type StoredView = Readonly<Record<string, unknown>>;

/** Saved views. Each is stored separately, so that windows changing different ones keep both changes. */
export function useRunViews() {
  const stored = usePreference('runs.views');
  const placeOf = (id: string): number => Number(stored.value[id]?.['place'] ?? 0);

  /** In the order shown in the rail. */
  const views = computed((): SavedView[] =>
    Object.entries(stored.value)
      .flatMap(([id, view]): SavedView[] => {
        const read = readRunView(view);
        return read === null ? [] : [{ id, ...read.view, lost: read.lost }];
      })
      .sort((a, b) => placeOf(a.id) - placeOf(b.id) || (a.id < b.id ? -1 : 1)),
  );

  function put(id: string, change: StoredView): void {
    const before = stored.value[id] ?? {};
    stored.value = { ...stored.value, [id]: { ...before, ...(toPlain(change) as StoredView) } };
  }
  const lastPlace = (): number => Math.max(0, ...Object.keys(stored.value).map(placeOf));

  return {
    views,
    /** Saves a new view after the others; returns its id. */
    add(view: RunView): string {
      const id = crypto.randomUUID().slice(0, 8);
      put(id, { ...view, place: lastPlace() + 1 });
      return id;
    },
    /** Replaces what is saved under `id` by `view`. */
    replace: (id: string, view: RunView): void => put(id, replacedView(stored.value[id], view)),
    rename: (id: string, name: string): void => put(id, { name }),
    /** Moves the view in front of the view `before`, or to the end. */
    move(id: string, before: string | null): void {
      const others = views.value.filter((view) => view.id !== id);
      const at = before === null ? others.length : others.findIndex((view) => view.id === before);
      if (at === -1) return;
      const [previous, next] = [others[at - 1], others[at]];
      // A place between its neighbours: no other view is written.
      const low = previous ? placeOf(previous.id) : next ? placeOf(next.id) - 2 : 0;
      put(id, { place: next ? (low + placeOf(next.id)) / 2 : low + 1 });
    },
    /** Offers to undo, unless `isQuiet`: then this is itself an undo. */
    remove(id: string, isQuiet = false): void {
      const gone = stored.value[id];
      if (!gone) return;
      stored.value = without(stored.value, id);
      if (!isQuiet) toast.info(`Deleted the view ${String(gone['name'])}.`, { undo: () => put(id, gone) });
    },
  };
}

function without<Value>(map: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
}

export type RunViews = ReturnType<typeof useRunViews>;
