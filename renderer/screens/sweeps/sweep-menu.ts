import { liveCount, type SweepSummary } from '#api';
import { CircleStop, Download, Pause, Pencil, Play, RotateCcw, Rows3, Trash2, Wrench } from '@lucide/vue';
import { entryIf, type MenuAction, type MenuEntry } from '#ui';
import { missingWords } from './sweep-words.ts';
import type { SweepActions } from './useSweepActions.ts';

/** Pause, continue and stop, each only if some run of the sweep allows it. */
export function controlEntries(sweep: SweepSummary, actions: SweepActions): MenuAction[] {
  const { counts } = sweep;
  return [
    ...entryIf(counts.running + counts.queued > 0, 'Pause', Pause, () => actions.pause(sweep)),
    ...entryIf(counts.paused > 0, 'Continue', Play, () => actions.continueRuns(sweep)),
    ...entryIf(liveCount(counts) > 0, 'Stop, and keep what is recorded', CircleStop, () =>
      actions.stop(sweep),
    ),
  ];
}

interface MenuContext {
  readonly rename: () => void;
  readonly showRuns: () => void;
  /** Called after the sweep was moved to the trash. */
  readonly trashed?: () => void;
}

/** Everything that can be done with a sweep from a list or its page. */
export function sweepMenu(sweep: SweepSummary, actions: SweepActions, context: MenuContext): MenuEntry[] {
  const exportEntry: MenuAction = {
    label: 'Export its runs as CSV',
    icon: Download,
    onSelect: () => void actions.exportRuns(sweep),
  };
  if (sweep.trashedAt !== null) {
    return [{ label: 'Restore', icon: RotateCcw, onSelect: () => void actions.restore(sweep) }];
  }
  const control = controlEntries(sweep, actions);
  const healing = sweep.problem === null ? missingWords(sweep.counts) : null;
  return [
    ...control,
    ...(healing
      ? [{ label: healing.label, icon: Wrench, onSelect: () => void actions.trainMissing(sweep) }]
      : []),
    ...(control.length > 0 || healing ? (['separator'] as const) : []),
    { label: 'Rename…', icon: Pencil, keys: 'F2', onSelect: context.rename },
    { label: 'Show its runs in the history', icon: Rows3, onSelect: context.showRuns },
    exportEntry,
    'separator',
    {
      label: 'Move to trash with its runs',
      icon: Trash2,
      keys: 'Delete',
      danger: true,
      onSelect: () =>
        void actions.trash(sweep).then((moved) => {
          if (moved) context.trashed?.();
        }),
    },
  ];
}
