import { operatorsFor } from './filter.ts';
import { fieldTemplates, findField, isOfLayers, ofLayer, type Field } from './fields.ts';
import { formatValue } from './format-filter.ts';
import { atEpoch, epochFields } from './metric-fields.ts';

/** Something that may be inserted at a position of a filter. */
export interface Completion {
  /** The text to insert. */
  readonly text: string;
  readonly kind: 'field' | 'operator' | 'keyword' | 'value';
  /** What to show beside it: a field's type and description; empty if there is nothing to say. */
  readonly about: string;
}

/** `items` replace the characters from `from` to `to`. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

/** Values that occur in a field, most frequent first. */
export type KnownValues = (field: Field) => readonly string[];

const most = 50;

/**
 * What may be typed at `offset`: fields and keywords where a term begins, a field's operators after it, and its values after these. The
 * part of a word that is already typed narrows the choice: words that begin with it come first, then those that contain it.
 */
export function completeFilter(
  text: string,
  offset: number,
  knownValues: KnownValues = () => [],
): Completions {
  const before = tokenize(text.slice(0, offset));
  const last = before.at(-1);
  const isTyping = last !== undefined && last.to === offset && last.kind === 'word';
  const typed = isTyping ? last.text : '';
  const from = isTyping ? last.from : offset;
  const rest = /^[^\s()[\],"=<>!]*/.exec(text.slice(offset))![0];
  const items = possible(isTyping ? before.slice(0, -1) : before, knownValues, typed);
  return { from, to: offset + (isTyping ? rest.length : 0), items: narrowed(items, typed) };
}

interface Token {
  readonly kind: 'word' | 'quoted' | 'symbol';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function tokenize(text: string): Token[] {
  const tokens = text.matchAll(/("(?:[^"\\]|\\.)*"?)|([<>!]=|[=<>()[\],])|((?:(?!!=)[^\s()[\],"=<>])+)/gs);
  return [...tokens].map(({ 0: all, 1: quoted, 2: symbol, index }): Token => {
    const kind = quoted !== undefined ? 'quoted' : symbol !== undefined ? 'symbol' : 'word';
    return { kind, text: all, from: index, to: index + all.length };
  });
}

const keyword = (text: string, about = ''): Completion => ({ text, kind: 'keyword', about });
const operator = (text: string): Completion => ({ text, kind: 'operator', about: '' });

/** What may follow these tokens. */
function possible(tokens: readonly Token[], knownValues: KnownValues, typed: string): Completion[] {
  const words = tokens.map((token) => (token.kind === 'quoted' ? '"' : token.text.toLowerCase()));
  const fieldAt = (back: number): Field | null => {
    const token = tokens.at(-back);
    return token?.kind === 'word' ? findField(token.text) : null;
  };
  const values = (field: Field | null): Completion[] => (field === null ? [] : valuesOf(field, knownValues));
  const last = words.at(-1);
  if (last === undefined || last === '(' || last === 'or' || last === 'not') return terms(typed);
  if (isComparing(last)) return values(fieldAt(2));
  if (last === 'with' && words.at(-2) === 'starts') return values(fieldAt(3));
  if (last === 'starts') return [operator('with')];
  if (last === 'is')
    return [operator('missing'), ...(fieldAt(2)?.group === 'metric' ? [operator('nan')] : [])];
  if (last === 'in') return [operator('[')];
  const list = words.lastIndexOf('[');
  if (list > words.lastIndexOf(']')) {
    return last === '[' || last === ','
      ? values(fieldAt(tokens.length - list + 2))
      : [operator(','), operator(']')];
  }
  if (last === 'between') return values(fieldAt(2));
  if (words.at(-2) === 'between') return [keyword('and')];
  if (last === 'and') return words.at(-3) === 'between' ? values(fieldAt(4)) : terms(typed);
  const field = isValue(words) ? null : fieldAt(1);
  const joining = [keyword('and'), keyword('or'), ...terms(typed)];
  return field === null ? joining : [...operatorsFor(field).map(operator), ...joining.slice(0, 2)];
}

function isComparing(word: string): boolean {
  return /^(=|!=|<|<=|>|>=|contains)$/.test(word);
}

/** True if the last word is the value that a field is compared with, rather than the beginning of a comparison. */
function isValue(words: readonly string[]): boolean {
  const before = words.at(-2);
  if (before === undefined) return false;
  return isComparing(before) || before === 'with' || (before === 'and' && words.at(-4) === 'between');
}

const typeWords: Readonly<Record<Field['type'], string>> = {
  number: 'number',
  text: 'text',
  time: 'time',
  duration: 'duration',
};

/** There are many metrics at an epoch, so they are suggested only once an @ is typed. */
function terms(typed: string): Completion[] {
  const epoch = /@(\d{0,8})$/.exec(typed)?.[1];
  const fields =
    epoch === undefined
      ? fieldTemplates()
      : epochFields.map((field) => atEpoch(field, epoch === '' ? 100 : Number(epoch)));
  return [
    ...fields.map((field): Completion => {
      const { name, type, about } = isOfLayers(field) ? ofLayer(field, 0) : field;
      return { text: name, kind: 'field', about: `${typeWords[type]}, ${about}` };
    }),
    keyword('not'),
    keyword('('),
  ];
}

function valuesOf(field: Field, knownValues: KnownValues): Completion[] {
  const moments = field.type === 'time' ? ['today', 'yesterday', '-1h', '-1d', '-7d', '-30d'] : [];
  const durations = field.type === 'duration' ? ['30s', '5m', '1h'] : [];
  const texts = new Set([...knownValues(field), ...field.values, ...moments, ...durations]);
  return [...texts].map((text) => ({ text: formatValue({ text }), kind: 'value', about: '' }));
}

function narrowed(items: readonly Completion[], typed: string): Completion[] {
  const word = typed.toLowerCase().replaceAll('_', '');
  const plain = (item: Completion): string => item.text.toLowerCase().replaceAll(/["_]/g, '');
  const beginning = items.filter((item) => plain(item).startsWith(word));
  const having = items.filter((item) => !plain(item).startsWith(word) && plain(item).includes(word));
  return [...beginning, ...having].slice(0, most);
}
