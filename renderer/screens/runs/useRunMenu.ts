import { archivedTag, isLive, isResumable, pinnedTag, type RunStatus, type RunSummary } from '#api';
import {
  Archive,
  ChartSpline,
  Copy,
  Download,
  ExternalLink,
  GitFork,
  Grid3x3,
  NotebookPen,
  Pause,
  Pencil,
  Pin,
  Play,
  RefreshCcwDot,
  RotateCcw,
  RotateCw,
  SlidersHorizontal,
  CircleStop,
  Tags,
  Trash2,
} from '@lucide/vue';
import { computed, ref, type Component, type ComputedRef } from 'vue';
import { hotkeyName, type MenuAction, type MenuEntry } from '#ui';
import { useExport, useRunActions, useRunStore } from '#data';

/** Runs trained by another program cannot be trained here. */
const isRepeatable = ({ origin }: RunSummary): boolean => origin === null || origin === 'csv';

interface MenuContext {
  readonly trashed: () => boolean;
  readonly selectedIds: ComputedRef<readonly string[]>;
  readonly rename: (id: string) => void;
  readonly open: (run: RunSummary) => void;
}

/** What an action that marks or unmarks runs is called, and what it did. */
type MarkWords = readonly [label: string, did: string];

/** Dialogs that ask before many runs are changed. */
export type BulkDialog = 'tag' | 'rename' | 'note' | 'rerun';

/** A line of a menu. */
const action = (
  label: string,
  icon: Component,
  act: () => unknown,
  more: Partial<MenuAction> = {},
): MenuAction => ({ label, icon, onSelect: () => void act(), ...more });

/** What can be done with the selected runs: the same actions for the context menu, the bulk bar and the keyboard. */
export function useRunMenu(context: MenuContext) {
  const store = useRunStore();
  const actions = useRunActions();
  const exportRuns = useExport();
  const dialog = ref<BulkDialog | null>(null);

  const ids = (): string[] => [...context.selectedIds.value];
  const runs = computed(() => context.selectedIds.value.flatMap((id) => store.byId.get(id) ?? []));
  const only = computed(() => (runs.value.length === 1 ? runs.value[0] : undefined));

  const compare = action('Compare', ChartSpline, () => actions.compare(ids()), { keys: 'c' });
  const opening = (name: BulkDialog) => () => (dialog.value = name);
  const tag = action('Tag…', Tags, opening('tag'), { keys: 't' });
  const note = action('Add a note…', NotebookPen, opening('note'));
  const rename = action('Rename…', Pencil, opening('rename'));
  const rerun = computed(() =>
    action('Train again with a change…', RefreshCcwDot, opening('rerun'), {
      disabled: !runs.value.some(isRepeatable),
    }),
  );
  /** Marks all of them, or removes the mark if all have it. */
  const mark = (name: string, icon: Component, on: MarkWords, off: MarkWords) =>
    computed(() => {
      const isOn = runs.value.length > 0 && runs.value.every(({ tags }) => tags.includes(name));
      const [label, did] = isOn ? off : on;
      const [added, removed] = isOn ? [[], [name]] : [[name], []];
      return action(label, icon, () => actions.tag(runs.value, added, removed, did));
    });
  const pin = mark(pinnedTag, Pin, ['Pin', 'Pinned'], ['Unpin', 'Unpinned']);
  const unarchive: MarkWords = ['Take out of the archive', 'Unarchived'];
  const archive = mark(archivedTag, Archive, ['Archive', 'Archived'], unarchive);
  const trash = action('Move to trash', Trash2, () => actions.trash(ids()), { keys: 'Delete', danger: true });
  const restore = action('Restore', RotateCcw, () => actions.restore(ids()));
  const exports = (['runs', 'epochs'] as const).map((table) =>
    action(`Export ${table} as CSV`, Download, () => exportRuns({ table, ids: ids() })),
  );

  const resume = computed(() => {
    const resumable = runs.value.filter(({ status, origin }) => isResumable(status) && origin === null);
    return action('Resume', Play, () => actions.resume(resumable.map(({ id }) => id)), {
      keys: 'r',
      disabled: resumable.length === 0,
    });
  });
  const fork = computed(() => {
    const run = only.value;
    return action('Fork…', GitFork, () => run && actions.fork(run.id), {
      keys: 'f',
      disabled: run === undefined || run.epochsDone === 0 || run.origin !== null,
    });
  });

  /** An action on those of the runs that are in a state for it; none if there are none. */
  const forThose = (
    label: string,
    icon: Component,
    isMeant: (status: RunStatus) => boolean,
    act: (ids: readonly string[]) => unknown,
  ): MenuAction[] => {
    const meant = runs.value.filter(({ status }) => isMeant(status)).map(({ id }) => id);
    return meant.length === 0 ? [] : [action(label, icon, () => act(meant))];
  };
  const ifEnabled = (action: MenuAction): MenuAction[] => (action.disabled ? [] : [action]);
  /** Pause, continue, stop and resume, each only if a selected run allows it. */
  const control = computed<MenuAction[]>(() => [
    ...forThose('Pause', Pause, (status) => status === 'queued' || status === 'running', actions.pause),
    ...forThose('Continue', Play, (status) => status === 'paused', actions.continueRuns),
    ...forThose('Stop', CircleStop, isLive, actions.stop),
    ...ifEnabled(resume.value),
  ]);

  function forOne(run: RunSummary): MenuAction[] {
    return [
      ...ifEnabled(fork.value),
      action('Run again', RotateCw, () => actions.runAgain(run)),
      action('Edit and run', SlidersHorizontal, () => actions.editAndRun(run.id)),
      action('Sweep from this run…', Grid3x3, () => actions.sweepFrom(run.id)),
      action('Rename', Pencil, () => context.rename(run.id), { keys: 'F2' }),
    ];
  }

  const entries = computed<MenuEntry[]>(() => {
    const run = only.value;
    const open = run ? [action('Open', ExternalLink, () => context.open(run), { keys: 'Enter' })] : [];
    const [label, what] = run ? ['Copy id', `id ${run.id}`] : ['Copy ids', 'ids'];
    const copy = action(label, Copy, () => actions.copy(ids().join('\n'), what));
    if (context.trashed()) return [...open, restore, 'separator', copy, ...exports];
    return [
      ...open,
      compare,
      'separator',
      ...(run ? forOne(run) : [rename]),
      rerun.value,
      tag,
      note,
      pin.value,
      archive.value,
      ...(control.value.length > 0 ? (['separator', ...control.value] as const) : []),
      'separator',
      copy,
      ...exports,
      'separator',
      trash,
    ];
  });

  const bulk = computed<MenuAction[]>(() =>
    context.trashed() ? [restore] : [compare, tag, ...control.value, ...ifEnabled(fork.value), trash],
  );

  /** Keys on the table; they act on the selection. True if the key did something. `run` is the one under the cursor. */
  function onKey(event: KeyboardEvent, run: RunSummary | undefined): boolean {
    const key = hotkeyName(event);
    if (key === 'Enter' && run) context.open(run);
    else if (runs.value.length === 0 || context.trashed()) return false;
    else if (key === 'c') compare.onSelect();
    else if (key === 't') tag.onSelect();
    else if (key === 'r' && !resume.value.disabled) resume.value.onSelect();
    else if (key === 'f' && !fork.value.disabled) fork.value.onSelect();
    else if (key === 'Delete' || key === 'Backspace') trash.onSelect();
    else if (key === 'F2' && runs.value.length > 1) dialog.value = 'rename';
    else if (key === 'F2' && run) context.rename(run.id);
    else return false;
    return true;
  }

  /** Actions that the bar has no room for. */
  const more = computed<MenuEntry[]>(() => [
    ...(runs.value.length > 1 ? [rename] : []),
    note,
    rerun.value,
    'separator',
    pin.value,
    archive.value,
    'separator',
    ...exports,
  ]);

  return { entries, bulk, exports, more, runs, dialog, onKey };
}

export type RunMenu = ReturnType<typeof useRunMenu>;
