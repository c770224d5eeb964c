import { maxClasses } from '../dataset-schema.ts';
import type { ColumnSurvey } from './column-survey.ts';
import { isMissing } from './missing-marks.ts';
import { readingsOf } from './number-reading.ts';
import { quote, type Question } from './table-error.ts';

/** The first row's cell in one column, and how it relates to the rows below. */
interface Top {
  readonly text: string;
  /** Null for a text. */
  readonly number: number | null;
  /** Whether the column below consists of numbers. */
  readonly overNumbers: boolean;
  /** Whether it occurs again below. */
  readonly recurs: boolean;
  /** Whether the column below has few distinct texts, as classes do. */
  readonly overClasses: boolean;
}

/**
 * Whether the first row names the columns; null if that is ambiguous, so that the user must be asked. A row without numbers, above some
 * numbers, contains names. A row with numbers is data unless they increase in even steps, as counted columns, years and wavelengths do, and
 * there is a second sign: a text above numbers, or a class that occurs nowhere else. One sign alone is not enough.
 *
 * @param columns of the rows below the first, whose cells are their tops
 */
export function findHeader(columns: readonly ColumnSurvey[]): boolean | null {
  const rows = Math.max(...columns.map(({ cells, missing }) => cells + missing));
  const tops = columns
    .map((survey): Top => {
      const text = survey.top;
      return {
        text,
        number: readingsOf(text) > 0 ? Number(text.replace(',', '.')) : null,
        overNumbers: survey.isNumeric,
        recurs: survey.topRecurs,
        overClasses: survey.distinct <= maxClasses && 2 * survey.distinct <= rows,
      };
    })
    .filter(({ text }) => !isMissing(text));
  const words = tops.filter(({ number }) => number === null);
  const numbers = tops.filter(({ number }) => number !== null);
  const values = numbers.map(({ number }) => number!);
  const overNumbers = words.filter((top) => top.overNumbers);
  const recurs = words.some((top) => top.recurs);
  if (words.length + numbers.length === 0) return columns.every(({ top }) => top === '');
  if (numbers.length === 0) return overNumbers.length > 0 || !recurs;
  if (rows === 0 || new Set(tops.map(({ text }) => text)).size < tops.length) return false;

  const goesUp = isSequence(values);
  if (overNumbers.length > 0) return goesUp || overNumbers.length >= numbers.length ? true : null;
  if (recurs) return false;
  const fresh = numbers.filter((top) => !top.recurs).length;
  const counts = goesUp && values[0]! <= 1;
  const isClass = (top: Top): boolean => top.overClasses && !top.recurs;
  if (words.length > 0) {
    if (words.some(isClass))
      return goesUp && (fresh === numbers.length || (counts && numbers.length > 2)) ? true : null;
    return goesUp && (fresh === numbers.length || (counts && 2 * fresh >= numbers.length)) ? null : false;
  }
  if (!goesUp || numbers.length < 2) return false;
  if (fresh === numbers.length) return isClass(tops.at(-1)!) ? true : null;
  return counts && (numbers.length > 3 || 2 * fresh >= numbers.length) ? null : false;
}

/** Integers that increase in even steps, or years in ascending order. */
function isSequence(numbers: readonly number[]): boolean {
  if (!numbers.every(Number.isInteger)) return false;
  if (numbers.length === 1) return numbers[0] === 0 || numbers[0] === 1 || isYear(numbers[0]!);
  const steps = numbers.slice(1).map((number, index) => number - numbers[index]!);
  if (steps.some((step) => step <= 0)) return false;
  // Two numbers always form even steps.
  if (numbers.every(isYear) || (numbers[0]! <= 1 && steps.every((step) => step === 1))) return true;
  return numbers.length > 2 && steps.every((step) => step === steps[0]);
}

function isYear(number: number): boolean {
  return number >= 1900 && number <= 2100;
}

/** The question to ask if `findHeader` is inconclusive. */
export function askHeader(top: readonly string[]): Question {
  const shown = top.slice(0, 6).map(quote).join(', ') + (top.length > 6 ? ', ...' : '');
  return {
    found: `the first row, ${shown}, can be names or data`,
    answers: [
      { means: 'names of the columns', given: { header: true } },
      { means: 'a row of data', given: { header: false } },
    ],
  };
}
