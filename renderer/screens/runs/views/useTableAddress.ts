import { lostSentence, type TableLayout } from '#api';
import type { Ref } from 'vue';
import { tellOnce, useAddressParts, usePreference } from '#data';
import { knownLayout, unknownNames, withUnknown } from './known-layout.ts';
import { readTable, tablePartNames, writeTable } from './table-parts.ts';

/**
 * The layout of the table of runs: from the address, otherwise from the `saved` view, otherwise the one last used. Changes are remembered,
 * but not what else comes from a link or a view.
 */
export function useTableAddress(saved: () => TableLayout | null): Ref<TableLayout> {
  const remembered = usePreference('runs.layout');
  const sentence = lostSentence({ lost: unknownNames(remembered.value) });
  if (sentence !== null) tellOnce(`The table of runs: ${sentence}`);
  return useAddressParts<TableLayout>(
    {
      names: tablePartNames,
      read: readTable,
      write: writeTable,
    },
    {
      enters: ['group', 'fold'],
      usual: () => knownLayout(saved() ?? remembered.value),
      isUsual: (layout) => saved() !== null && isSameTable(layout, knownLayout(saved()!)),
      remember(next, before) {
        if (saved() !== null) return;
        const changed = { ...knownLayout(remembered.value), ...changesOf(next, before) };
        remembered.value = withUnknown(changed, remembered.value);
      },
    },
  );
}

/** Whether two layouts show the same table. */
export function isSameTable(one: TableLayout, other: TableLayout): boolean {
  return JSON.stringify(writeTable(one)) === JSON.stringify(writeTable(other));
}

function changesOf(next: TableLayout, before: TableLayout): Partial<TableLayout> {
  const keys = Object.keys(next) as (keyof TableLayout)[];
  const changed = keys.filter((key) => JSON.stringify(next[key]) !== JSON.stringify(before[key]));
  return Object.fromEntries(changed.map((key) => [key, next[key]]));
}
