import { findField, type CommandArguments, type TableLayout } from '#api';
import type { DataColumn } from '../../../ui/data-table/data-column.ts';
import { isMoreBetter } from '../../../words/field-words.ts';
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

export function groupColumns(by: readonly string[], metrics: readonly string[]): GroupColumn[] {
  return [
    {
      ...{ id: 'select', label: 'Select', width: 36, kind: 'select' },
      ...{ isPinned: true, isFixed: true, isRigid: true },
    },
    ...by.map((field, at): GroupColumn => {
      const label = columnOf(field)?.label ?? field;
      // The host sorts only by the first of them.
      const sort = at === 0 ? { sort: 'values' } : {};
      return {
        id: `value ${field}`,
        label,
        ...(field === 'tag' ? { meaning: 'A run with several tags is in the group of each.' } : {}),
        width: 168,
        kind: 'value',
        at,
        field,
        isPinned: true,
        isFixed: true,
        ...sort,
      };
    }),
    {
      id: 'runs',
      label: 'n',
      meaning: 'Runs of the group.',
      width: 64,
      kind: 'runs',
      sort: 'runs',
      isNumeric: true,
    },
    ...metrics.flatMap((field, at): GroupColumn[] => {
      const label = columnOf(field)?.label ?? field;
      return [
        {
          ...{
            id: `mean ${field}`,
            label,
            width: 152,
            kind: 'mean',
            at,
            field,
            sort: `mean ${field}`,
            isNumeric: true,
          },
          meaning: `Mean over the runs of the group, with half of its 95 % interval (Student’s t). ${columnOf(field)?.meaning ?? ''}`,
        },
        {
          ...{
            id: `best ${field}`,
            label: isMoreBetter(field) ? 'Highest' : 'Lowest',
            width: 84,
            kind: 'best',
            at,
            field,
            sort: `best ${field}`,
            isNumeric: true,
          },
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
