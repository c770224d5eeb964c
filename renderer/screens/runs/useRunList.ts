import {
  AppError,
  type CommandArguments,
  type FieldValue,
  type FoldedLine,
  type FoldedRunPage,
  type RunPage,
  type RunSummary,
  type UnreadableRun,
} from '#api';
import { useThrottleFn } from '@vueuse/core';
import { computed, shallowReactive, shallowRef, triggerRef, watch, type Ref } from 'vue';
import { toast, useClient, useEvents, useReconnected, useRunStore } from '#data';
import { useListedIds } from './useListedIds.ts';
import { idOf, lineOfRun, listKeys, standing, valuesByField } from './run-lines.ts';

export type RunListQuery = Pick<
  CommandArguments<'listRuns'>,
  'filter' | 'trashed' | 'archived' | 'pinnedFirst' | 'sort' | 'descending' | 'sweepId'
> & {
  /** Fields to read for each listed run. */
  readonly fields?: readonly string[];
  /** Folds the runs of each sweep into a line; lists the open ones, and their cells. */
  readonly open?: CommandArguments<'listFoldedRuns'>['open'] | undefined;
};

const pageSize = 100;
const reloadEveryMs = 400;

/**
 * The history as sorted and filtered by the host, read page by page as it comes into view. Rows stay in place while they train; the list is
 * read again when a run appears, ends or is removed.
 */
export function useRunList(query: Ref<RunListQuery>) {
  const client = useClient();
  const store = useRunStore();
  const lines = shallowRef<(FoldedLine | undefined)[]>([]);
  const total = shallowRef<number | null>(null);
  /** Number of listed runs, folded or not. */
  const matched = shallowRef(0);
  const error = shallowRef<AppError | null>(null);
  /** The first of those that match and cannot be read, as far as pages were read, and how many there are. */
  const unreadable = shallowRef<readonly UnreadableRun[]>([]);
  const unreadableTotal = shallowRef(0);
  /** Pages that have been or are being read. */
  let pages = new Map<number, Promise<void>>();
  /** The values read for the fields of a run, by its id; they change with the rows shown. */
  const read = shallowReactive(new Map<string, ReadonlyMap<string, FieldValue>>());
  const seen = new Map<string, string>();
  let version = 0;
  /** How often the list was reloaded. */
  const readings = shallowRef(0);
  let view: readonly [first: number, last: number] = [0, 0];
  let reloading = Promise.resolve();
  /** Pending reads of rows, for which events wait: otherwise a long list that changes all the time would never be read to the end. */
  let readers = 0;
  let isReloadDue = false;

  async function readPage(page: number, into: (FoldedLine | undefined)[], forVersion: number): Promise<void> {
    const { open, ...plain } = query.value;
    const fields = [...(plain.fields ?? [])];
    const asked = { ...plain, fields, offset: page * pageSize, limit: pageSize };
    const answer = await store.read<RunPage & Partial<FoldedRunPage>>(
      open === undefined ? client.listRuns(asked) : client.listFoldedRuns({ ...asked, open }),
      ({ runs }) => (forVersion === version ? runs : []),
    );
    if (forVersion !== version) return;
    into.length = answer.total;
    matched.value = answer.matched ?? answer.total;
    unreadable.value = answer.unreadable;
    unreadableTotal.value = answer.unreadableTotal;
    const found = answer.lines ?? answer.runs.map(({ id }) => lineOfRun(id));
    found.forEach((line, index) => (into[page * pageSize + index] = line));
    answer.runs.forEach((run, index) => {
      seen.set(run.id, standing(run));
      if (fields.length > 0) read.set(run.id, valuesByField(fields, answer.values[index]));
    });
  }

  function pagesOf(first: number, last: number): number[] {
    const from = Math.floor(Math.max(0, first) / pageSize);
    const to = Math.floor(Math.max(0, last) / pageSize);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  }

  /** Reads everything in view again, and shows it all at once: until then the old rows stay. */
  function reload(): Promise<void> {
    reloading = readAnew();
    return reloading;
  }

  async function readAnew(): Promise<void> {
    const mine = ++version;
    const fresh: (FoldedLine | undefined)[] = [];
    const reading = new Map(pagesOf(...view).map((page) => [page, readPage(page, fresh, mine)]));
    try {
      await Promise.all(reading.values());
      if (mine !== version) return;
      pages = reading;
      lines.value = fresh;
      total.value = fresh.length;
      error.value = null;
      readings.value++;
    } catch (thrown) {
      if (mine === version) error.value = AppError.from(thrown);
    }
  }

  /** Resolves when rows `first` to `last`, inclusive, of the list as it then is have been read, or a failure is shown. */
  async function readRows(first: number, last: number): Promise<void> {
    readers++;
    let mine: number;
    do {
      await reloading;
      mine = version;
    } while (!(await readMissing(pagesOf(first, last), mine)) && mine !== version);
    readers--;
    if (readers > 0 || !isReloadDue) return;
    isReloadDue = false;
    await reload();
  }

  /** False if they could not be read, or the list was reloaded meanwhile. */
  async function readMissing(wanted: readonly number[], mine: number): Promise<boolean> {
    const missing = wanted.filter((page) => !pages.has(page));
    for (const page of missing) pages.set(page, readPage(page, lines.value, mine));
    try {
      await Promise.all(wanted.map((page) => pages.get(page)));
    } catch (thrown) {
      if (mine === version) toast.error(thrown);
      missing.forEach((page) => pages.delete(page));
      return false;
    }
    if (mine !== version) {
      missing.forEach((page) => pages.delete(page));
      return false;
    }
    if (missing.length > 0) {
      total.value = lines.value.length;
      triggerRef(lines);
    }
    return true;
  }

  /** These runs in list order; those whose rows are not read come last. */
  function inOrder(asked: readonly string[]): string[] {
    const wanted = new Set(asked);
    const listed = lines.value.flatMap((line) => idOf(line) ?? []).filter((id) => wanted.has(id));
    return [...new Set([...listed, ...asked])];
  }

  /** Says which rows are on screen, so that they are read now and at every reload. */
  function show(first: number, last: number): void {
    view = [first, last];
    // Half a page ahead in both directions, so that scrolling finds its rows loaded.
    if (total.value !== null)
      void readRows(first - pageSize / 2, Math.min(last + pageSize / 2, total.value - 1));
  }

  const reloadSoon = useThrottleFn(
    () => {
      if (readers > 0) isReloadDue = true;
      else void reload();
    },
    reloadEveryMs,
    true,
    true,
  );
  useEvents((event) => {
    if (event.kind === 'runsRemoved' || event.kind === 'historyChanged') return void reloadSoon();
    if (event.kind !== 'runsChanged') return;
    const moved = event.runs.filter((run) => seen.get(run.id) !== standing(run));
    moved.forEach((run) => seen.set(run.id, standing(run)));
    if (moved.length > 0) void reloadSoon();
  });
  useReconnected(() => void reload());
  watch(query, (now, before) => {
    // More columns for the same rows leave these in place.
    const isSameList = listKeys.every((key) => now[key] === before[key]);
    if (!isSameList) view = [0, 0];
    const isSameView =
      now.fields?.join() === before.fields?.join() &&
      JSON.stringify(now.open) === JSON.stringify(before.open);
    if (!isSameList || !isSameView) void reload();
  });
  void reload();

  return {
    query,
    total: computed(() => total.value),
    matched: computed(() => matched.value),
    error,
    unreadable,
    unreadableTotal,
    reload,
    readings,
    readRows,
    inOrder,
    ...useListedIds(query, () => lines.value.flatMap((line) => idOf(line) ?? [])),
    show,
    lineAt: (index: number): FoldedLine | undefined => lines.value[index],
    /** For a row that is a run. */
    idAt: (index: number): string | undefined => idOf(lines.value[index]),
    runAt: (index: number): RunSummary | undefined => store.byId.get(idOf(lines.value[index]) ?? ''),
    /** A run's value for one of the query's fields; undefined until it is read. */
    readOf: (id: string, field: string): FieldValue | undefined => read.get(id)?.get(field),
  };
}

export type RunList = ReturnType<typeof useRunList>;
