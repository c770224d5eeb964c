import type { Filter } from './filter.ts';
import type { FieldTest, RawValue } from './raw-filter.ts';
import type { FilterValue } from './typed-value.ts';

/** The filter as text that parses as the same filter: fields by their names, with as few parentheses and quotes as possible. */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'all':
      return '';
    case 'and':
      return filter.terms
        .map((term) => within(term, term.kind === 'or' || term.kind === 'and'))
        .join(' and ');
    case 'or':
      return filter.terms.map((term) => within(term, term.kind === 'or')).join(' or ');
    case 'not':
      return `not ${within(filter.term, filter.term.kind === 'and' || filter.term.kind === 'or')}`;
    case 'word':
      return formatValue(filter.word);
    case 'comparison':
      return `${filter.field.name} ${formatTest(filter.test)}`;
  }
}

function within(term: Filter, inParentheses: boolean): string {
  return inParentheses ? `(${formatFilter(term)})` : formatFilter(term);
}

function formatTest(test: FieldTest<FilterValue>): string {
  switch (test.op) {
    case 'is missing':
    case 'is nan':
      return test.op;
    case 'in':
      return `in [${test.values.map(formatValue).join(', ')}]`;
    case 'between':
      return `between ${formatValue(test.from)} and ${formatValue(test.to)}`;
    default:
      return `${test.op} ${formatValue(test.value)}`;
  }
}

/** A word, quoted if it would not parse as one. */
export function formatValue({ text }: Pick<RawValue, 'text'>): string {
  const isWord = /^(?!')(?:(?!!=)[^\p{White_Space}()[\],"=<>])+$/u.test(text) && !reserved.test(text);
  return isWord ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Words that have a meaning outside quotes. */
export const reserved = /^(or|and|not|contains|starts|in|is|between)$/i;
