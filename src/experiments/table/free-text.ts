import { maxClasses } from '../dataset-schema.ts';
import type { InspectedColumn } from './inspect-file.ts';

/** The largest number of distinct values to count in a column, and to one-hot encode without being asked to. */
export const maxUnaskedTexts = maxClasses;
/** This few texts are few for any number of rows. */
const fewTexts = 10;

/** Whether a column has texts rather than numbers. */
export function isTextColumn({ cells, numeric }: InspectedColumn): boolean {
  return cells > 0 && !numeric;
}

/** Whether most rows have a unique text, like names and remarks: encoded, they carry no information about other rows. */
export function isFreeText(column: InspectedColumn): boolean {
  const { distinct, cells } = column;
  return (
    isTextColumn(column) && (distinct > maxUnaskedTexts || (distinct > fewTexts && 2 * distinct > cells))
  );
}
