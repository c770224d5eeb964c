import { findField, type CommandArguments, type TableLayout } from '#api';
import type { DataColumn } from '../../../ui/data-table/data-column.ts';
import { isMoreBetter } from '#words';
import { columnOf } from '../field-columns.ts';

/** A column of the table of groups: a field they are grouped by, the number of runs, or a metric. */
export type GroupColumn = DataColumn &
  (
    | { readonly kind: 'select' | 'runs' }
    | { readonly kind: 'value'; readonly at: number; readonly field: string }
    | { readonly kind: 'mean' | 'best'; readonly at: number; readonly field: string }
  );

export type GroupOrder = CommandArguments<'groupRuns'>['sort'];

const mostMetrics = 6;
const usualMetrics = ['final.validation_loss', 'gap', 'final.validation_accuracy'];

/** What groups are judged by: the metrics shown in the table of runs, or a few if it shows none. */
export function groupMetrics({ columns }: TableLayout): string[] {
  const shown = columns.flatMap(({ id }) => (findField(id)?.group === 'metric' ? id : []));
  return (shown.length === 0 ? usualMetrics : shown).slice(0, mostMetrics);
}

/** `hasDiverged` where some run of some group did: how many is told with how many there are. */
export function groupColumns(
  by: readonly string[],
  metrics: readonly string[],
  hasDiverged = false,
): GroupColumn[] {
  return [
    {
      ...{ id: 'select', label: 'Select', width: 36, kind: 'select' },
      ...{ isPinned: true, isFixed: true, isRigid: true },
    },
    ...by.map((field, at): GroupColumn => ({
      ...{ id: `value ${field}`, kind: 'value', at, field },
      ...{ label: columnOf(field)?.label ?? field, width: 168, isPinned: true, isFixed: true },
      ...(field === 'tag' && { meaning: 'A run with several tags is in the group of each.' }),
      // The host sorts only by the first of them.
      ...(at === 0 && { sort: 'values' }),
    })),
    {
      ...{ id: 'runs', kind: 'runs', sort: 'runs', label: 'n', isNumeric: true },
      width: hasDiverged ? 128 : 64,
      meaning: 'Runs of the group. Those that diverged are in no mean.',
    },
    ...metrics.flatMap((field, at): GroupColumn[] => {
      const { label = field, meaning = '' } = columnOf(field) ?? {};
      const numbers = (kind: 'mean' | 'best') =>
        ({ id: `${kind} ${field}`, sort: `${kind} ${field}`, kind, at, field, isNumeric: true }) as const;
      return [
        {
          ...numbers('mean'),
          ...{ label, width: 152 },
          meaning: `Mean over the runs of the group that did not diverge, with half of its 95 % interval (Student’s t). ${meaning}`,
        },
        {
          ...numbers('best'),
          ...{ label: isMoreBetter(field) ? 'Highest' : 'Lowest', width: 84 },
          meaning: `The best of the runs of the group: ${label}.`,
        },
      ];
    }),
  ];
}

/** What the host should sort by, given a column's `sort`; the groups' values if there is no such column any more. */
export function groupOrder(sort: string, metrics: readonly string[]): GroupOrder {
  const [kind, metric = ''] = sort.split(' ');
  if (kind === 'runs') return { kind };
  if ((kind === 'mean' || kind === 'best') && metrics.includes(metric)) return { kind, metric };
  return { kind: 'values' };
}
