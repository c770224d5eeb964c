import { maxClasses } from '../dataset-schema.ts';
import type { InspectedColumn } from './inspect-file.ts';

/** Different texts of a column that are told apart, and encoded without anybody having named it, at most. */
export const maxUnaskedTexts = maxClasses;
/** No more texts than these are few of any number of rows. */
const fewTexts = 10;

/** Whether a column has texts, rather than numbers. */
export function isTextColumn({ cells, numeric }: InspectedColumn): boolean {
  return cells > 0 && !numeric;
}

/** Whether rows have texts of their own, as names and remarks are: encoded, they tell a network nothing of other rows. */
export function isFreeText(column: InspectedColumn): boolean {
  const { distinct, cells } = column;
  return (
    isTextColumn(column) && (distinct > maxUnaskedTexts || (distinct > fewTexts && 2 * distinct > cells))
  );
}
