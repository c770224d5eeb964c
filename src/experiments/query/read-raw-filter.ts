import { FilterError } from './filter-error.ts';
import { parse, SyntaxError, type Expectation } from './filter-grammar.js';
import { reserved } from './format-filter.ts';
import type { RawFilter } from './raw-filter.ts';

/** Maximum nesting of parentheses. */
const maxDepth = 50;

/** Parses the grammar only. Throws FilterError. */
export function readRawFilter(text: string): RawFilter {
  if (text === '') return { kind: 'all' }; // as at most starts, which need no parser then
  boundDepth(text);
  try {
    return parse(text);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw toFilterError(text, thrown);
  }
}

/** Limits nesting, because the parser recurses as deep as the parentheses. */
function boundDepth(text: string): void {
  let depth = 0;
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[()]/gs)) {
    if (found === '(') depth += 1;
    else if (found === ')') depth -= 1;
    if (depth > maxDepth) {
      throw new FilterError(`more than ${maxDepth} nested parentheses`, {
        from: index,
        to: index + 1,
      });
    }
  }
}

function toFilterError(text: string, { message, expected, location }: SyntaxError): FilterError {
  const from = location.start.offset;
  if (expected === null) return new FilterError(message, { from, to: location.end.offset });
  const found = /^(?:[^\s()[\],"=<>!]+|[=<>!]+|.)/su.exec(text.slice(from))?.[0] ?? '';
  const names = new Set(expected.map(nameOf).filter((name) => name !== null));
  const span = { from, to: from + found.length };
  if (found === ')' && names.has('end')) return new FilterError('this ) closes no parenthesis', span);
  if (found === '' && names.has(')')) return new FilterError('expected ): a parenthesis is not closed', span);
  const wanted = `expected ${listed(wordsFor(names))}`;
  if (found === '') return new FilterError(`${wanted}, but the filter ends here`, span);
  const quote = reserved.test(found) ? `; to look for the word ${found}, put it in quotes` : '';
  return new FilterError(`${wanted}, but got ${found}${quote}`, span);
}

/** What may follow here, summarized: where one kind of term may begin, all may. */
function wordsFor(names: ReadonlySet<string>): string[] {
  const words: string[] = [];
  if (names.has('an operator')) words.push('an operator such as = or <');
  if (names.has('(')) words.push('a word', 'a comparison');
  else if (names.has('a value')) words.push('a value');
  if (names.has('and') && !names.has('or') && !names.has('(')) words.push(quoted('and'));
  for (const name of ['or', ')', ',', '[', ']', 'with', 'missing', 'nan']) {
    if (names.has(name)) words.push(quoted(name));
  }
  return words;
}

const quoted = (text: string): string => `"${text}"`;

function nameOf(expectation: Expectation): string | null {
  if (expectation.type === 'other') return expectation.description;
  if (expectation.type === 'literal') return expectation.text;
  return expectation.type === 'end' ? 'end' : null;
}

function listed(words: readonly string[]): string {
  const [last, ...others] = words.toReversed();
  return others.length === 0 ? last! : `${others.reverse().join(', ')} or ${last}`;
}
