import type { Field } from './fields.ts';
import { parseFilter, type Filter } from './filter.ts';
import { formatFilter, formatValue } from './format-filter.ts';
import type { FieldTest } from './raw-filter.ts';
import type { FilterValue } from './typed-value.ts';

/** One of the terms that must all hold. */
export interface FilterTerm {
  /** Reads as the same term both alone and beside others. */
  readonly text: string;
  /** The term's test of a field; null for words, and for terms that contain other terms. */
  readonly comparison: { readonly field: Field; readonly test: FieldTest<FilterValue> } | null;
}

/** The terms of a filter that must all hold. Throws FilterError. */
export function filterTerms(text: string): FilterTerm[] {
  const filter = parseFilter(text);
  if (filter.kind === 'all') return [];
  return (filter.kind === 'and' ? filter.terms : [filter]).map(toTerm);
}

function toTerm(filter: Filter): FilterTerm {
  const text = formatFilter({ kind: 'and', terms: [filter] });
  const comparison = filter.kind === 'comparison' ? { field: filter.field, test: filter.test } : null;
  return { text, comparison };
}

/** A filter that requires all of these terms. */
export const joinTerms = (texts: readonly string[]): string => texts.join(' and ');

/** Both ends are inclusive; null if there is none. */
export interface ValueRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** A term that tests a number against a range; durations are in milliseconds. Null if no end is given. */
export function rangeTerm(field: Field, { from, to }: ValueRange): string | null {
  const write = (value: number): string =>
    field.type === 'duration' ? `${value / 1000}s` : formatValue({ text: String(value) });
  if (from !== null && from === to) return `${field.name} = ${write(from)}`;
  if (from !== null && to !== null) return `${field.name} between ${write(from)} and ${write(to)}`;
  if (from !== null) return `${field.name} >= ${write(from)}`;
  return to === null ? null : `${field.name} <= ${write(to)}`;
}

/** A term that tests a text, or a number, against a few values; null if none is given. */
export function valuesTerm(field: Field, values: readonly (string | number)[]): string | null {
  const texts = values.map((value) => formatValue({ text: String(value) }));
  if (texts.length === 0) return null;
  return texts.length === 1 ? `${field.name} = ${texts[0]}` : `${field.name} in [${texts.join(', ')}]`;
}

/** The range that a test compares a number with, whether or not its ends are included; null for another kind of test. */
export function testedRange(test: FieldTest<FilterValue>): ValueRange | null {
  const numberOf = (value: FilterValue): number => (value.type === 'number' ? value.number : NaN);
  switch (test.op) {
    case '=':
      return { from: numberOf(test.value), to: numberOf(test.value) };
    case '<':
    case '<=':
      return { from: null, to: numberOf(test.value) };
    case '>':
    case '>=':
      return { from: numberOf(test.value), to: null };
    case 'between':
      return { from: numberOf(test.from), to: numberOf(test.to) };
    default:
      return null;
  }
}

/** The values of which a test accepts any one; null for another kind of test. */
export function testedValues(test: FieldTest<FilterValue>): readonly string[] | null {
  if (test.op === '=') return [test.value.text];
  return test.op === 'in' ? test.values.map(({ text }) => text) : null;
}
