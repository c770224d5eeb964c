import { findField, isOfLayers, type Field } from '#api';
import { computed, ref, type Ref } from 'vue';
import { useEarlyEnter } from '#ui';
import { matchesWords } from '#words';
import { knownColumns } from './columns.ts';
import { columnOf, isShortName } from './field-columns.ts';
import { useHistoryFields } from './useHistoryFields.ts';

/** A field or a column that can be chosen. */
export interface ColumnChoice {
  readonly id: string;
  readonly label: string;
  /** Its name in filters, and what it is: searched, too. */
  readonly about: string;
  readonly group: 'Results' | 'Config' | 'Run';
  /** False for a column that only the table has. */
  readonly isField: boolean;
}

const groups = { metric: 'Results', config: 'Config', run: 'Run' } as const;
/** In every row anyway. */
const always: ReadonlySet<string> = new Set(['name', 'status']);

/**
 * What a table of runs can show or group by: every field that occurs in the history, searched by its words. `enter` calls `takeFirst` once
 * all matches are known, even if the search has been closed by then.
 */
export function useColumnChoices(isAsked: Ref<boolean>, search: Ref<string>, takeFirst: () => void) {
  const isEntered = ref(false);
  const { value: described, error } = useHistoryFields(() => isAsked.value || isEntered.value);

  const all = computed((): ColumnChoice[] => {
    const fields = (described.value?.occurring ?? [])
      .filter((field) => !always.has(field.name) && !isOfLayers(field) && !isShortName(field))
      .map(choiceOfField);
    const others = knownColumns
      .filter(({ field }) => field === undefined)
      .map(({ id, label, meaning: about = '' }): ColumnChoice => {
        const group = id.startsWith('curve.') ? 'Results' : 'Run';
        return { id, label, about, group, isField: false };
      });
    return [...others, ...fields];
  });

  /**
   * Those that match every word of the search, by group; a field that exists only when spelled out, such as one at an epoch, comes first.
   */
  const found = computed((): ColumnChoice[] => {
    const matching = all.value.filter(({ id, label, about }) =>
      matchesWords(`${label} ${id} ${about}`, search.value),
    );
    const written = findField(search.value.trim());
    if (written === null || always.has(written.name) || all.value.some(({ id }) => id === written.name))
      return matching;
    return [choiceOfField(written), ...matching];
  });

  const isRead = (): boolean => described.value !== null;
  const enter = useEarlyEnter(isRead, takeFirst, [search, error], isEntered);
  return { found, error, enter };
}

function choiceOfField(field: Field): ColumnChoice {
  const { name: id, about, group } = field;
  return { id, label: columnOf(id)!.label, about: `${id}: ${about}`, group: groups[group], isField: true };
}
