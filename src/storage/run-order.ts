import { AppError } from '#api';
import { findField, suggestField, type Field } from '#experiments';
import { fieldSql } from './field-sql.ts';

/** A field by its name. Throws invalidInput. */
export function requireField(name: string): Field {
  const field = findField(name);
  if (field !== null) return field;
  const meant = suggestField(name);
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new AppError('invalidInput', `there is no field ${JSON.stringify(name)}${hint}`);
}

/**
 * Terms to order runs by: by a field, and runs alike in it as they were created. NaN, then what is missing, come last
 * whichever way the others run.
 */
export function orderTerms(sort: string, descending: boolean): string {
  const direction = descending ? 'DESC' : 'ASC';
  const age = `created_at ${direction}, run_id ${direction}`;
  const field = requireField(sort);
  if (field.name === 'created') return age;
  const { one, order = one } = fieldSql(field);
  // NaN is a text, and only metrics have it.
  const last =
    field.group === 'metric' ? `CASE typeof(${one}) WHEN 'null' THEN 2 WHEN 'text' THEN 1 ELSE 0 END, ` : '';
  return `${last}${order} ${direction} NULLS LAST, ${age}`;
}
