import type { Decimal, Delimiter, GivenDialect } from './dialect.ts';
import type { ColumnSurvey, Found } from './column-survey.ts';
import {
  commaReadings,
  indexOfReading,
  numberReadings,
  pointReadings,
  readNumber,
  type NumberReading,
} from './number-reading.ts';
import { quote, type Question } from './table-error.ts';

/** How the numbers of a file are written, and what to ask if that is ambiguous. */
export interface FoundReading {
  readonly reading: NumberReading;
  /** Whether the decimal mark was given, or determined by a number. */
  readonly isSure: boolean;
  readonly question: Question | null;
}

interface Cells {
  readonly column: number;
  /** Readings under which they are numbers. */
  readonly mask: number;
  readonly count: number;
  readonly first: Found;
}

/**
 * Finds the decimal mark and the thousands separator from all cells of all columns that are mostly numbers. A cell such as `0.5` or
 * `1.234,5` decides; `2,762` and `5.100` do not, because they are ambiguous. A point alone is a decimal mark where cells are separated by
 * commas or blanks, as no program writes grouped points there; in any other case the user is asked. Grouping is accepted when the decimal
 * mark is certain.
 *
 * @param name a column's name, for the question
 */
export function findNumbers(
  columns: readonly ColumnSurvey[],
  delimiter: Delimiter,
  given: GivenDialect,
  name: (column: number) => string,
): FoundReading {
  const allowed = maskOfGiven(given);
  const cells = columns.flatMap((survey, column) =>
    survey.isNumeric
      ? [...survey.alike].map(([mask, { count, first }]): Cells => ({
          column,
          mask: mask & allowed,
          count,
          first,
        }))
      : [],
  );
  const isSure = (side: number) => (mask: number) => (mask & side) !== 0 && (mask & ~side) === 0;
  const points = count(cells, isSure(pointReadings));
  // Between commas, a single quoted comma is more likely a slip than the file's decimal mark.
  const isUsual = ({ column, count }: Cells): boolean =>
    delimiter !== ',' || 2 * count >= columns[column]!.cells;
  const commas = count(cells.filter(isUsual), isSure(commaReadings));
  const unsure = cells.filter(({ mask }) => isEither(mask));
  const decided = (found: Decimal): FoundReading => {
    const decimal = given.decimal ?? (given.thousands === '.' ? ',' : given.thousands === ',' ? '.' : found);
    return {
      reading: { decimal, thousands: given.thousands ?? findThousands(cells, decimal, given) },
      isSure: points > 0 || commas > 0 || given.decimal !== undefined || isMark(given.thousands),
      question: null,
    };
  };
  if (unsure.length === 0 || points > 0 !== commas > 0) return decided(commas > points ? ',' : '.');
  if (points === 0 && unsure.every(({ first }) => isDecimalPoint(first.text, delimiter))) return decided('.');
  const { column, first } = unsure[0]!;
  return { ...decided('.'), question: askReading(first, name(column)) };
}

/** Whether the thousands separator determines the decimal mark. */
function isMark(thousands: GivenDialect['thousands']): boolean {
  return thousands === '.' || thousands === ',';
}

/** Whether the point in a number is a decimal mark, as it is between commas and blanks. */
export function isDecimalPoint(text: string, delimiter: Delimiter): boolean {
  return !text.includes(',') && (delimiter === ',' || delimiter === ' ');
}

/** The readings that are compatible with what was given. */
export function maskOfGiven({ decimal, thousands }: GivenDialect): number {
  return numberReadings.reduce((mask, reading, index) => {
    const fits =
      (decimal === undefined || reading.decimal === decimal) &&
      (thousands === undefined || reading.thousands === thousands || reading.thousands === null);
    const clashes = thousands !== undefined && reading.decimal === thousands;
    return fits && !clashes ? mask | (1 << index) : mask;
  }, 0);
}

function count(cells: readonly Cells[], applies: (mask: number) => boolean): number {
  return cells.reduce((sum, { mask, count }) => (applies(mask) ? sum + count : sum), 0);
}

/** A reading as a bit in a mask of readings. */
export const readingBit = (reading: NumberReading): number => 1 << indexOfReading(reading);
const plainPoint = readingBit({ decimal: '.', thousands: null });
const plainComma = readingBit({ decimal: ',', thousands: null });
const groupedPoint = readingBit({ decimal: ',', thousands: '.' });
const groupedComma = readingBit({ decimal: '.', thousands: ',' });

/** Whether a cell has two readings of different value: decimals under one, a digit group under the other. */
export function isEither(mask: number): boolean {
  const isWhole = (mask & plainPoint) !== 0 && (mask & plainComma) !== 0;
  return (
    !isWhole &&
    ((mask & plainPoint && mask & groupedPoint) || (mask & plainComma && mask & groupedComma)) !== 0
  );
}

/** The thousands separator under which most of the otherwise unreadable cells are numbers; null if there are none. */
function findThousands(
  cells: readonly Cells[],
  decimal: Decimal,
  given: GivenDialect,
): NumberReading['thousands'] {
  if (given.thousands === null) return null;
  const without = readingBit({ decimal, thousands: null });
  let [best, most]: [NumberReading['thousands'], number] = [null, 0];
  for (const reading of numberReadings) {
    if (reading.decimal !== decimal || reading.thousands === null) continue;
    const grouped = count(cells, (mask) => (mask & without) === 0 && (mask & readingBit(reading)) !== 0);
    if (grouped > most) [best, most] = [reading.thousands, grouped];
  }
  return best;
}

/** What to ask about a cell with two possible numbers. */
export function askReading({ line, text }: Found, column: string): Question {
  const mark = text.includes(',') ? ',' : '.';
  const other = mark === ',' ? '.' : ',';
  const [grouped, decimals] = [
    { decimal: other, thousands: mark },
    { decimal: mark, thousands: null },
  ] as const;
  const [asGroup, asDecimals] = [grouped, decimals].map((reading) => String(readNumber(text, reading)));
  return {
    found: `got ${quote(text)} in column ${quote(column)}, line ${line}, which can be ${asGroup} or ${asDecimals}`,
    answers: [
      { means: asGroup!, given: { thousands: mark } },
      { means: asDecimals!, given: { decimal: mark } },
    ],
  };
}
