import { formatValue, type FieldValue } from '#api';

/** The filter for the runs of a group: those that match `filter` and have these values in the fields of `by`. */
export function groupFilter(filter: string, by: readonly string[], values: readonly FieldValue[]): string {
  const terms = by.map((field, index) => {
    const value = values[index] ?? null;
    if (value === null) return `${field} is missing`;
    if (value === 'NaN') return `${field} is nan`;
    return `${field} = ${formatValue({ text: String(value) })}`;
  });
  return [...(filter.trim() === '' ? [] : [`(${filter.trim()})`]), ...terms].join(' and ');
}
