import type { FoldedLine } from '#api';
import { computed, shallowRef, watch } from 'vue';
import { attempt, namesKind, toast, useAddress, useEvents } from '#data';
import { missingSentence } from '../shared/drop-missing.ts';
import { rowAfterKey } from '../../ui/data-table/row-after-key.ts';
import {
  emptySelection,
  extend,
  keepExisting,
  selectOnly,
  tickedOf,
  toggle,
  type Selection,
} from '../../ui/data-table/selection.ts';
import type { RunList } from './useRunList.ts';

type Modifiers = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Selection in the run table by mouse and keyboard. */
export function useTableSelection(
  table: () => { readonly list: RunList; readonly total: number },
  scrollTo: (index: number) => void,
  rowsInView: () => number,
) {
  const inAddress = useAddress<ReadonlySet<string>>('selected', namesKind, new Set());
  const selection = shallowRef<Selection>({ ...emptySelection, ids: inAddress.value });
  const idAt = (index: number): string | undefined => table().list.idAt(index);
  const selectedIds = computed(() => [...selection.value.ids]);
  const allSelected = computed(() => tickedOf(selection.value.ids.size, table().list.matched.value));

  /** A range may cross rows that were never in view: they are read first. */
  async function extendTo(index: number): Promise<void> {
    const { anchor } = selection.value;
    selection.value = { ...selection.value, cursor: index };
    await table().list.readRows(Math.min(anchor < 0 ? index : anchor, index), Math.max(anchor, index));
    if (selection.value.cursor === index) selection.value = extend(selection.value, index, idAt);
  }

  async function selectAll(selected: boolean): Promise<void> {
    if (!selected) return clear();
    const { list, total } = table();
    const { cursor } = selection.value;
    if (list.query.value.open !== undefined) {
      const ids = new Set(await list.readRunsOf());
      selection.value = { ...selection.value, ids };
      return;
    }
    await list.readRows(0, total - 1);
    selection.value = { ...extend({ ...emptySelection, anchor: 0 }, total - 1, idAt), cursor };
  }

  function clear(): void {
    selection.value = { ...emptySelection, cursor: selection.value.cursor, anchor: selection.value.cursor };
  }

  function toggleRow(index: number): void {
    const line = table().list.lineAt(index);
    if (line && line.kind !== 'run') void toggleFold(line, index);
    else selection.value = toggle(selection.value, index, idAt);
  }

  /** The runs of a sweep or a cell are selected together, whether visible or not. */
  async function toggleFold(line: Exclude<FoldedLine, { kind: 'run' }>, index: number): Promise<void> {
    selection.value = { ...selection.value, cursor: index, anchor: index };
    const { list } = table();
    const query = list.query.value;
    const all = await attempt(() => list.readRunsOf(line.kind === 'cell' ? line.sweep : line.id));
    if (all === undefined || query !== list.query.value) return;
    const ids = line.kind === 'cell' ? line.ids : all;
    const next = new Set(selection.value.ids);
    const isWhole = ids.every((id) => next.has(id));
    for (const id of ids) {
      if (isWhole) next.delete(id);
      else next.add(id);
    }
    selection.value = { ...selection.value, ids: next };
  }

  function onRowClick(index: number, event: Modifiers): void {
    if (event.shiftKey) void extendTo(index);
    else if (event.ctrlKey || event.metaKey) toggleRow(index);
    else selection.value = selectOnly(index, idAt);
  }

  /** True if the key was for the selection. */
  function onKeydown(event: KeyboardEvent): boolean {
    const mod = event.ctrlKey || event.metaKey;
    const { cursor } = selection.value;
    const target = rowAfterKey(event.key, cursor, table().total, rowsInView());
    if (target !== null) {
      if (event.shiftKey) void extendTo(target);
      else if (mod) selection.value = { ...selection.value, cursor: target, anchor: target };
      else selection.value = selectOnly(target, idAt);
      scrollTo(target);
      return true;
    }
    if (mod && event.key.toLowerCase() === 'a') void selectAll(true);
    else if (event.key === ' ' && mod && cursor >= 0) toggleRow(cursor);
    else if (event.key === 'Escape' && selection.value.ids.size > 0) clear();
    else return false;
    return true;
  }

  // Nothing may happen to runs that are no longer listed.
  const { list } = table();
  watch(list.query, (query, before) => {
    const isSame = (...keys: readonly (keyof typeof query)[]): boolean =>
      keys.every((key) => query[key] === before[key]);
    if (!isSame('filter', 'trashed', 'sweepId')) selection.value = emptySelection;
    else if (!isSame('sort', 'descending')) selection.value = { ...selection.value, cursor: -1, anchor: -1 };
  });
  // Synchronously: the watchers below react to changes from elsewhere.
  watch(selectedIds, (ids) => (inAddress.value = new Set(ids)), { flush: 'sync' });
  watch(inAddress, (ids) => {
    if (namesKind.write(ids) === namesKind.write(selection.value.ids)) return;
    selection.value = { ...emptySelection, ids };
    void takeFromAddress();
  });
  /** Of the runs named in the address, some may not be listed, and some may be far below the rows that are read. */
  async function takeFromAddress(): Promise<void> {
    const gone = await list.goneOf(selectedIds.value);
    drop(gone);
    if (gone.length > 0) toast.info(missingSentence(gone.length));
    await attempt(() => list.bringRuns(selectedIds.value));
  }
  if (selectedIds.value.length > 0) void takeFromAddress();

  function drop(gone: readonly string[]): void {
    if (!gone.some((id) => selection.value.ids.has(id))) return;
    selection.value = keepExisting(selection.value, new Set(gone), table().total);
  }
  // For instance, a run may have lost its tag or its name, in this window or another.
  watch(list.readings, async () => {
    const query = list.query.value;
    const gone = await list.goneOf([...selection.value.ids]);
    if (query === list.query.value) drop(gone);
  });
  useEvents((event) => {
    const gone =
      event.kind === 'runsRemoved'
        ? event.ids
        : event.kind === 'runsChanged'
          ? event.runs
              .filter((run) => (run.trashedAt !== null) !== list.query.value.trashed)
              .map((run) => run.id)
          : [];
    drop(gone);
  });

  return { selection, selectedIds, allSelected, selectAll, clear, onRowClick, toggleRow, onKeydown };
}
