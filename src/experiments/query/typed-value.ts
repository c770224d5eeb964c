import type { Field } from './fields.ts';
import { FilterError } from './filter-error.ts';
import { durationForms, momentForms, parseDuration, parseMoment, type Moment } from './moment.ts';
import { nearestWord } from './nearest-word.ts';
import type { RawValue } from './raw-filter.ts';

/** A value of a field's type, with the text that it was written as. */
export type FilterValue = RawValue &
  (
    | { readonly type: 'number'; readonly number: number }
    | { readonly type: 'text' }
    | { readonly type: 'time'; readonly moment: Moment }
  );

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const infinity = /^[+-]?inf(inity)?$/i;

/** Throws FilterError for a value that the field cannot have. */
export function typeValue(field: Field, raw: RawValue): FilterValue {
  switch (field.type) {
    case 'text':
      return typeText(field, raw);
    case 'number':
      return { ...raw, type: 'number', number: toNumber(field, raw) };
    case 'duration': {
      const ms = parseDuration(raw.text);
      if (ms === null) throw invalidValue(field, raw, `a duration; allowed: ${durationForms}`);
      return { ...raw, type: 'number', number: ms };
    }
    case 'time': {
      const moment = parseMoment(raw.text);
      if (moment === null)
        throw invalidValue(field, raw, `a day or time that exists; allowed: ${momentForms}`);
      return { ...raw, type: 'time', moment };
    }
  }
}

/** The same for a part of a text, which may be anything. */
export function typePart(raw: RawValue): FilterValue {
  return { ...raw, type: 'text' };
}

function typeText(field: Field, raw: RawValue): FilterValue {
  const { values } = field;
  const known = values.length === 0 || values.some((value) => value.toLowerCase() === raw.text.toLowerCase());
  if (known) return { ...raw, type: 'text' };
  const message = `${field.name} is never ${shown(raw)}; allowed: ${values.join(', ')}`;
  throw new FilterError(message, raw, nearestWord(raw.text, values));
}

function toNumber(field: Field, raw: RawValue): number {
  if (number.test(raw.text)) return Number(raw.text);
  if (infinity.test(raw.text)) return raw.text.startsWith('-') ? -Infinity : Infinity;
  if (raw.text.toLowerCase() === 'nan') {
    throw new FilterError(`nothing equals NaN; use ${field.name} is nan`, raw);
  }
  throw invalidValue(field, raw, 'a number');
}

function invalidValue(field: Field, raw: RawValue, allowed: string): FilterError {
  return new FilterError(`${field.name}: got ${shown(raw)}, which is not ${allowed}`, raw);
}

function shown({ text }: RawValue): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
