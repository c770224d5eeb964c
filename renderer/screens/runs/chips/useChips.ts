import { FilterError, filterTerms, joinTerms, type CommandInput, type Field, type FilterTerm } from '#api';
import { computed, shallowRef, type Ref } from 'vue';

/** A term to click, or a field about to get a condition. */
export interface Chip {
  /** The open chip keeps its identity while its condition changes. */
  readonly key: string;
  /** Index among the terms, its own or the one it would get. */
  readonly at: number;
  readonly text: string;
  /** The field that can be edited by pointing; null for words and nested terms. */
  readonly field: Field | null;
  readonly test: NonNullable<FilterTerm['comparison']>['test'] | null;
  readonly isOpen: boolean;
}

/** The runs whose values an editor shows. */
export type DescribedRuns = Pick<
  CommandInput<'describeFields'> & object,
  'filter' | 'trashed' | 'archived' | 'sweepId'
>;

interface OpenChip {
  readonly at: number;
  readonly field: Field;
  /** Whether the filter currently has its term. */
  readonly isAsked: boolean;
  /** It is edited where chips are added, not on a chip of its own. */
  readonly isNew: boolean;
}

/** The terms of the filter in the box as chips, one of which may be open. While the text cannot be parsed, the last terms stay. */
export function useChips(text: Ref<string>) {
  const open = shallowRef<OpenChip | null>(null);
  let last: readonly FilterTerm[] = [];
  const terms = computed((): readonly FilterTerm[] => {
    try {
      last = filterTerms(text.value);
    } catch (thrown) {
      if (!(thrown instanceof FilterError)) throw thrown;
    }
    return last;
  });

  const chips = computed(() => {
    const asking = open.value;
    const all = terms.value.map(({ text: term, comparison }, at): Chip => {
      const isIts = asking?.isAsked === true && asking.at === at;
      const [field, test] = [comparison?.field ?? null, comparison?.test ?? null];
      const key = isIts ? 'open' : `${at} ${term}`;
      return { key, at, text: term, field, test, isOpen: isIts && !asking.isNew };
    });
    return !asking || asking.isAsked || asking.isNew ? all : all.toSpliced(asking.at, 0, unasked(asking));
  });
  /** The chip being added, null for none. Once it has a condition it is also among the chips. */
  const added = computed(() => {
    const asking = open.value;
    if (!asking?.isNew) return null;
    const asked = asking.isAsked ? chips.value[asking.at] : undefined;
    return asked ? { ...asked, isOpen: true } : unasked(asking);
  });

  const isAsked = ({ isOpen }: Chip): boolean => !isOpen || open.value?.isAsked === true;
  /** The filter with `term` in the chip's place, or without it. */
  function withTerm(chip: Chip, term: string | null): string {
    const texts = terms.value.map((one) => one.text);
    return joinTerms(texts.toSpliced(chip.at, isAsked(chip) ? 1 : 0, ...(term === null ? [] : [term])));
  }

  return {
    chips,
    added,
    /** The filter with all terms but the chip's. */
    without: (chip: Chip): string => withTerm(chip, null),
    /** Opens the editor of a new term on a field. */
    add(field: Field): void {
      open.value = { at: terms.value.length, field, isAsked: false, isNew: true };
    },
    setOpen({ at, field }: Chip, isOpen: boolean): void {
      open.value = isOpen && field ? { at, field, isAsked: true, isNew: false } : null;
    },
    /** Sets the condition of the open chip; null for none, and it stays open. */
    change(chip: Chip, term: string | null): void {
      text.value = withTerm(chip, term);
      if (open.value) open.value = { ...open.value, isAsked: term !== null };
    },
    remove(chip: Chip): void {
      text.value = withTerm(chip, null);
      open.value = null;
    },
  };
}

function unasked({ at, field }: OpenChip): Chip {
  return { key: 'open', at, text: field.name, field, test: null, isOpen: true };
}
