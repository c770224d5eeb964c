import { findField } from '#api';

/** Texts and losses read best from the least, other numbers and times from the top: what the first click on a head means. */
export function descendsFirst(name: string): boolean {
  const field = findField(name);
  return field !== null && field.type !== 'text' && !/loss$/.test(field.name);
}
