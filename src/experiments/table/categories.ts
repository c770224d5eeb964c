import { createLabels } from './labels.ts';
import { isMissing } from './missing-marks.ts';
import type { NumberReading } from './number-reading.ts';
import type { PlannedColumn } from './plan-columns.ts';

/** What a category is called that stands for having no value. */
const missingName = '(missing)';
/** Codes that are no position of a text. */
const gap = -1;
const missingCategory = -2;
const unknown = -3;

export type Categories = ReturnType<typeof createCategories>;

/**
 * Collects the texts of a column that becomes a feature for each of them; numbers and their order are as for labels. Rows of a
 * test file add none: a text that only they have is none of the categories, so all of the column's features are 0 there.
 */
export function createCategories({ missing }: Pick<PlannedColumn, 'missing'>, reading: NumberReading) {
  const texts = createLabels(reading);
  let hasMissing = false;
  const counts = { gaps: 0, missing: 0, unknowns: 0 };
  return {
    /** Whether a cell can be taken. */
    takes: (cell: string): boolean => missing !== null || !isMissing(cell),
    /** The code of a cell that can be taken. */
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
    /** Different texts so far. */
    get count() {
      return texts.count;
    },
    /** Rows without a value, those of them that are to be filled, and rows of a test file with a text that only it has. */
    counts: counts as Readonly<typeof counts>,
    /** The categories in order, and what a code is stored as: its category, NaN for a gap, one past the last for an unknown text. */
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
