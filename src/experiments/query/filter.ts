import type { Field, FieldType } from './fields.ts';
import { findField, suggestField } from './fields.ts';
import { FilterError } from './filter-error.ts';
import type { FieldTest, RawFilter, RawValue, Span } from './raw-filter.ts';
import { readRawFilter } from './read-raw-filter.ts';
import { typePart, typeValue, type FilterValue } from './typed-value.ts';

/** A filter whose words have been resolved to fields and values. `all` is an empty one. */
export type Filter =
  | { readonly kind: 'all' }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Filter[] }
  | { readonly kind: 'not'; readonly term: Filter }
  | { readonly kind: 'word'; readonly word: RawValue }
  | ({ readonly kind: 'comparison'; readonly field: Field; readonly test: FieldTest<FilterValue> } & Span);

export const maxFilterLength = 10_000;
/** Comparisons and words in one filter; each is tested for every run. */
const maxTerms = 100;

/** Parses a filter (docs/filter.md). Throws FilterError. */
export function parseFilter(text: string): Filter {
  if (text.length > maxFilterLength) {
    const message = `the filter has ${text.length} characters; allowed: ${maxFilterLength} at most`;
    throw new FilterError(message, { from: maxFilterLength, to: text.length });
  }
  const raw = readRawFilter(text);
  let terms = 0;
  const count = ({ from, to }: Span): void => {
    terms += 1;
    if (terms > maxTerms) throw new FilterError(`the filter has more than ${maxTerms} terms`, { from, to });
  };
  return typeFilter(raw, count);
}

function typeFilter(raw: RawFilter, count: (span: Span) => void): Filter {
  switch (raw.kind) {
    case 'all':
      return raw;
    case 'and':
    case 'or':
      if (raw.kind === 'and') refuseLooseTimes(raw.terms);
      return { kind: raw.kind, terms: raw.terms.map((term) => typeFilter(term, count)) };
    case 'not':
      return { kind: 'not', term: typeFilter(raw.term, count) };
    case 'word':
      count(raw.word);
      return raw;
    case 'comparison': {
      count(raw);
      const field = findField(raw.field.text);
      if (field === null) throw unknownField(raw.field);
      return { ...raw, field, test: typeTest(field, raw.test, raw) };
    }
  }
}

export function unknownField({ text, from, to }: Span & { readonly text: string }): FilterError {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
  return new FilterError(`there is no field ${shown}`, { from, to }, suggestField(text));
}

const ordered = ['=', '!=', '<', '<=', '>', '>=', 'between', 'in', 'is missing'] as const;
const operatorsOf: Readonly<Record<FieldType, readonly FieldTest<unknown>['op'][]>> = {
  number: [...ordered, 'is nan'],
  duration: ordered,
  time: ordered,
  text: ['=', '!=', 'contains', 'starts with', 'in', 'is missing'],
};

/** The operators that apply to a field. */
export function operatorsFor({ type, group }: Field): readonly FieldTest<unknown>['op'][] {
  return operatorsOf[type].filter((op) => op !== 'is nan' || group === 'metric');
}

const typeWords: Readonly<Record<FieldType, string>> = {
  number: 'a number',
  duration: 'a duration',
  time: 'a time',
  text: 'text',
};

function typeTest(field: Field, test: FieldTest<RawValue>, { from, to }: Span): FieldTest<FilterValue> {
  const allowed = operatorsFor(field);
  if (!allowed.includes(test.op)) {
    const message = `${field.name} is ${typeWords[field.type]}, which does not support ${test.op}; allowed: ${allowed.join(', ')}`;
    throw new FilterError(message, { from, to });
  }
  switch (test.op) {
    case 'is missing':
    case 'is nan':
      return test;
    case 'contains':
    case 'starts with':
      return { ...test, value: typePart(test.value) };
    case 'in':
      return { ...test, values: test.values.map((value) => typeValue(field, value)) };
    case 'between':
      return { ...test, from: typeValue(field, test.from), to: typeValue(field, test.to) };
    default:
      return { ...test, value: typeValue(field, test.value) };
  }
}

/** `created > 2026-01-31 14:30` would test the day, and then search for a word. */
function refuseLooseTimes(terms: readonly RawFilter[]): void {
  terms.forEach((term, at) => {
    const before = terms[at - 1];
    if (term.kind !== 'word' || term.word.quoted || before?.kind !== 'comparison') return;
    if (!/^\d{1,2}:\d\d/.test(term.word.text) || findField(before.field.text)?.type !== 'time') return;
    throw new FilterError('put the day and the time in quotes, as in "2026-01-31 14:30"', term.word);
  });
}
