import { nameMark, type Delimiter, type GivenDialect } from './dialect.ts';
import {
  askReading,
  isDecimalPoint,
  isEither,
  maskOfGiven,
  readingBit,
  type FoundReading,
} from './find-numbers.ts';
import {
  commaReadings,
  numberReadings,
  pointReadings,
  readingsOf,
  readNumber,
  type NumberReading,
} from './number-reading.ts';
import { askBack } from './question.ts';
import { quote, type Question } from './table-error.ts';

/** Checks the numbers after the part of a file that its reading was determined from. */
export interface LateNumbers {
  /** Whether a number with a point is ambiguous, because no earlier number determined the decimal mark. */
  readonly isOpen: boolean;
  /** Throws TableError, with a question, if a cell contradicts the reading or is ambiguous. */
  check(text: string, line: number, column: string): void;
}

/** Ignores a cell that is not a number under any reading compatible with what was given: that is a bad row. */
export function createLateNumbers(
  { reading, isSure }: FoundReading,
  delimiter: Delimiter,
  given: GivenDialect,
): LateNumbers {
  const allowed = maskOfGiven(given);
  const side = reading.decimal === '.' ? pointReadings : commaReadings;
  let sure = isSure;
  return {
    get isOpen() {
      return !sure && delimiter !== ',' && delimiter !== ' ';
    },
    check(text, line, column) {
      const mask = readingsOf(text) & allowed;
      if (mask === 0) return;
      if (!sure && isEither(mask) && !isDecimalPoint(text, delimiter))
        throw askBack(askReading({ line, text }, column));
      if ((mask & readingBit(reading)) === 0) throw askBack(askContradiction(mask));
      sure ||= (mask & ~side) === 0;

      function askContradiction(readings: number): Question {
        const others = numberReadings.filter((_, index) => readings & (1 << index));
        const other = others.find(({ decimal }) => decimal === reading.decimal) ?? others[0]!;
        return {
          found:
            `got ${quote(text)} in column ${quote(column)}, line ${line}, which is not a number with ${describeReading(reading)}, ` +
            `as the rows before it were read, and ${readNumber(text, other)} with ${describeReading(other)}`,
          answers: [
            { means: String(readNumber(text, other)), given: other },
            { means: 'no number', given: reading },
          ],
        };
      }
    },
  };
}

function describeReading({ decimal, thousands }: NumberReading): string {
  return `a decimal ${nameMark(decimal)}${thousands === null ? '' : ` and thousands grouped by ${nameMark(thousands)}`}`;
}
