import { createLabels } from './labels.ts';
import { isMissing } from './missing-marks.ts';
import type { NumberReading } from './number-reading.ts';
import type { PlannedColumn } from './plan-columns.ts';

/** The name of the category for a missing value. */
const missingName = '(missing)';
/** Codes that are not the index of a text. */
const gap = -1;
const missingCategory = -2;
const unknown = -3;

export type Categories = ReturnType<typeof createCategories>;

/**
 * Collects the texts of a column that becomes one feature per text; numbers and order are treated as for labels. Rows of a test file add
 * none: a text that occurs only in them is none of the categories, so all of the column's features are 0 there.
 */
export function createCategories({ missing }: Pick<PlannedColumn, 'missing'>, reading: NumberReading) {
  const texts = createLabels(reading);
  let hasMissing = false;
  const counts = { gaps: 0, missing: 0, unknowns: 0 };
  return {
    /** Whether a cell is accepted. */
    takes: (cell: string): boolean => missing !== null || !isMissing(cell),
    /** The code of an accepted cell. */
    add(cell: string, isTest: boolean): number {
      if (isMissing(cell)) {
        counts.missing++;
        if (missing !== 'category') {
          counts.gaps++;
          return gap;
        }
        hasMissing ||= !isTest;
        return missingCategory;
      }
      const known = isTest ? texts.find(cell) : texts.add(cell);
      if (known === null) counts.unknowns++;
      return known ?? unknown;
    },
    /** Number of distinct texts so far. */
    get count() {
      return texts.count;
    },
    /** Rows without a value, how many of them must be filled, and rows of a test file with a text that occurs only there. */
    counts: counts as Readonly<typeof counts>,
    /** The categories in order, and the stored value of a code: its category, NaN for a gap, one past the last for an unknown text. */
    finish(): { readonly categories: readonly string[]; readonly valueOf: (code: number) => number } {
      const { labels, classOf } = texts.finish();
      const isOwn = hasMissing && !labels.includes(missingName);
      const categories = isOwn ? [...labels, missingName] : labels;
      const ofMissing = hasMissing ? categories.indexOf(missingName) : categories.length;
      return {
        categories,
        valueOf: (code) =>
          code >= 0
            ? classOf[code]!
            : code === gap
              ? NaN
              : code === missingCategory
                ? ofMissing
                : categories.length,
      };
    },
  };
}
