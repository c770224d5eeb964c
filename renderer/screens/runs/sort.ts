import { findField } from '#api';

/**
 * The direction of the first click on a head: text and losses are best read in ascending order, other numbers and times in descending
 * order.
 */
export function descendsFirst(name: string): boolean {
  const field = findField(name);
  return field !== null && field.type !== 'text' && !/loss$/.test(field.name);
}
