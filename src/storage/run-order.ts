import { AppError } from '#api';
import { findField, suggestField, type Field } from '#experiments';
import { fieldSql } from './field-sql.ts';

/** Finds a field by name. Throws invalidInput. */
export function requireField(name: string): Field {
  const field = findField(name);
  if (field !== null) return field;
  const meant = suggestField(name);
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new AppError('invalidInput', `there is no field ${JSON.stringify(name)}${hint}`);
}

/** The order in which runs were created. */
export const ageTerms = (descending: boolean): string => {
  const direction = descending ? 'DESC' : 'ASC';
  return `created_at ${direction}, run_id ${direction}`;
};

/** The expression that runs are sorted by for a field. */
export function orderKey(field: Field): string {
  const { one, order = one } = fieldSql(field);
  return order;
}

/**
 * ORDER BY terms for a field; runs with equal values are in order of creation. NaN, then missing values, come last in either direction.
 * `key` is a column that holds the field's key, if it was computed before.
 */
export function orderTerms(sort: string, descending: boolean, key?: string): string {
  const direction = descending ? 'DESC' : 'ASC';
  const field = requireField(sort);
  if (field.name === 'created') return ageTerms(descending);
  const order = key ?? orderKey(field);
  // NaN is a text, and only metrics have it.
  const last =
    field.group === 'metric'
      ? `CASE typeof(${order}) WHEN 'null' THEN 2 WHEN 'text' THEN 1 ELSE 0 END, `
      : '';
  return `${last}${order} ${direction} NULLS LAST, ${ageTerms(descending)}`;
}
