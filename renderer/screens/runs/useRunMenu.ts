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
import type { MenuAction, MenuEntry } from '../../ui/menu.ts';
import { useExport } from '../../data/useExport.ts';
import { hotkeyName } from '../../ui/useHotkeys.ts';
import { useRunActions } from '../../data/useRunActions.ts';
import { useRunStore } from '../../data/useRunStore.ts';

/** Runs trained by another program cannot be trained here. */
const isRepeatable = ({ origin }: RunSummary): boolean => origin === null || origin === 'csv';

interface MenuContext {
  readonly trashed: () => boolean;
  readonly selectedIds: ComputedRef<readonly string[]>;
  readonly rename: (id: string) => void;
  readonly open: (run: RunSummary) => void;
  readonly clear: () => void;
}

/** How an action that marks or unmarks runs is described before and after it. */
interface MarkWords {
  readonly label: string;
  readonly did: string;
}

/** Dialogs that ask before many runs are changed. */
export type BulkDialog = 'tag' | 'rename' | 'note' | 'rerun';

/** What can be done with the selected runs: the same actions for the context menu, the bulk bar and the keyboard. */
export function useRunMenu(context: MenuContext) {
  const store = useRunStore();
  const actions = useRunActions();
  const exportRuns = useExport();
  const dialog = ref<BulkDialog | null>(null);

  const ids = (): string[] => [...context.selectedIds.value];
  const runs = computed(() => context.selectedIds.value.flatMap((id) => store.byId.get(id) ?? []));
  const only = computed(() => (runs.value.length === 1 ? runs.value[0] : undefined));
  const withStatus = (...statuses: RunStatus[]): string[] =>
    runs.value.filter((run) => statuses.includes(run.status)).map((run) => run.id);

  const compare = computed<MenuAction>(() => ({
    label: 'Compare',
    icon: ChartSpline,
    keys: 'c',
    onSelect: () => void actions.compare(ids()),
  }));
  const tag = computed<MenuAction>(() => ({
    label: 'Tag…',
    icon: Tags,
    keys: 't',
    onSelect: () => (dialog.value = 'tag'),
  }));
  /** Marks all of them, or removes the mark if all have it. */
  const mark = (name: string, icon: Component, on: MarkWords, off: MarkWords) =>
    computed<MenuAction>(() => {
      const isOn = runs.value.length > 0 && runs.value.every(({ tags }) => tags.includes(name));
      const words = isOn ? off : on;
      return {
        label: words.label,
        icon,
        onSelect: () => void actions.tag(runs.value, isOn ? [] : [name], isOn ? [name] : [], words.did),
      };
    });
  const pin = mark(pinnedTag, Pin, { label: 'Pin', did: 'Pinned' }, { label: 'Unpin', did: 'Unpinned' });
  const archive = mark(
    archivedTag,
    Archive,
    { label: 'Archive', did: 'Archived' },
    { label: 'Take out of the archive', did: 'Unarchived' },
  );
  const opening = (name: BulkDialog, label: string, icon: Component): MenuAction => ({
    label,
    icon,
    onSelect: () => (dialog.value = name),
  });
  const note = opening('note', 'Add a note…', NotebookPen);
  const rename = opening('rename', 'Rename…', Pencil);
  const rerun = computed<MenuAction>(() => ({
    ...opening('rerun', 'Train again with a change…', RefreshCcwDot),
    disabled: !runs.value.some(isRepeatable),
  }));

  const trash = computed<MenuAction>(() => ({
    label: 'Move to trash',
    icon: Trash2,
    keys: 'Delete',
    danger: true,
    onSelect: () => void actions.trash(ids()),
  }));
  const restore = computed<MenuAction>(() => ({
    label: 'Restore',
    icon: RotateCcw,
    onSelect: () => void actions.restore(ids()),
  }));
  const exports = computed<MenuAction[]>(() =>
    (['runs', 'epochs'] as const).map((table) => ({
      label: `Export ${table} as CSV`,
      icon: Download,
      onSelect: () => void exportRuns({ table, ids: ids() }),
    })),
  );

  const resume = computed<MenuAction>(() => {
    const resumable = runs.value
      .filter((run) => isResumable(run.status) && run.origin === null)
      .map((run) => run.id);
    return {
      label: 'Resume',
      icon: Play,
      keys: 'r',
      disabled: resumable.length === 0,
      onSelect: () => void actions.resume(resumable),
    };
  });
  const fork = computed<MenuAction>(() => {
    const run = only.value;
    return {
      label: 'Fork…',
      icon: GitFork,
      keys: 'f',
      disabled: run === undefined || run.epochsDone === 0 || run.origin !== null,
      onSelect: () => void (run && actions.fork(run.id)),
    };
  });

  /** Pause, continue, stop and resume, each only if a selected run allows it. */
  const control = computed<MenuAction[]>(() => {
    const pausable = withStatus('queued', 'running');
    const paused = withStatus('paused');
    const live = runs.value.filter((run) => isLive(run.status)).map((run) => run.id);
    return [
      ...(pausable.length > 0
        ? [{ label: 'Pause', icon: Pause, onSelect: () => void actions.pause(pausable) }]
        : []),
      ...(paused.length > 0
        ? [{ label: 'Continue', icon: Play, onSelect: () => void actions.continueRuns(paused) }]
        : []),
      ...(live.length > 0
        ? [{ label: 'Stop', icon: CircleStop, onSelect: () => void actions.stop(live) }]
        : []),
      ...(resume.value.disabled ? [] : [resume.value]),
    ];
  });

  function forOne(run: RunSummary): MenuAction[] {
    return [
      ...(fork.value.disabled ? [] : [fork.value]),
      { label: 'Run again', icon: RotateCw, onSelect: () => void actions.runAgain(run) },
      { label: 'Edit and run', icon: SlidersHorizontal, onSelect: () => void actions.editAndRun(run.id) },
      { label: 'Sweep from this run…', icon: Grid3x3, onSelect: () => void actions.sweepFrom(run.id) },
      { label: 'Rename', icon: Pencil, keys: 'F2', onSelect: () => context.rename(run.id) },
    ];
  }

  const entries = computed<MenuEntry[]>(() => {
    const run = only.value;
    const open: MenuEntry[] = run
      ? [{ label: 'Open', icon: ExternalLink, keys: 'Enter', onSelect: () => context.open(run) }]
      : [];
    const copy: MenuEntry = {
      label: run ? 'Copy id' : 'Copy ids',
      icon: Copy,
      onSelect: () => void actions.copy(ids().join('\n'), run ? `id ${run.id}` : 'ids'),
    };
    if (context.trashed()) return [...open, restore.value, 'separator', copy, ...exports.value];
    return [
      ...open,
      compare.value,
      'separator',
      ...(run ? forOne(run) : [rename]),
      rerun.value,
      tag.value,
      note,
      pin.value,
      archive.value,
      ...(control.value.length > 0 ? (['separator', ...control.value] as const) : []),
      'separator',
      copy,
      ...exports.value,
      'separator',
      trash.value,
    ];
  });

  const bulk = computed<MenuAction[]>(() =>
    context.trashed()
      ? [restore.value]
      : [
          compare.value,
          tag.value,
          ...control.value,
          ...(fork.value.disabled ? [] : [fork.value]),
          trash.value,
        ],
  );

  /** Keys on the table; they act on the selection. True if the key did something. `run` is the one under the cursor. */
  function onKey(event: KeyboardEvent, run: RunSummary | undefined): boolean {
    const key = hotkeyName(event);
    if (key === 'Enter' && run) context.open(run);
    else if (runs.value.length === 0 || context.trashed()) return false;
    else if (key === 'c') compare.value.onSelect();
    else if (key === 't') tag.value.onSelect();
    else if (key === 'r' && !resume.value.disabled) resume.value.onSelect();
    else if (key === 'f' && !fork.value.disabled) fork.value.onSelect();
    else if (key === 'Delete' || key === 'Backspace') trash.value.onSelect();
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
    ...exports.value,
  ]);

  return { entries, bulk, exports, more, runs, dialog, onKey };
}

export type RunMenu = ReturnType<typeof useRunMenu>;
