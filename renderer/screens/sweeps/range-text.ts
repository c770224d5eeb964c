import { GridError, parseGridValues } from '#api';
import { writeExactNumber } from '../../words/exact-number.ts';
import { readRange, writeRange, type RangeText } from './axis-draft.ts';

/** A range that covers the numbers of a text: the initial values of the range fields when the user switches to them. */
export function initialRange(values: string, spacing: RangeText['spacing']): string {
  const known = readRange(values);
  if (known && (spacing === 'lin' || Number(known.from) > 0)) return writeRange({ ...known, spacing });
  const numbers = numbersOf(values);
  const usable = spacing === 'log' ? numbers.filter((value) => value > 0) : numbers;
  const [from, to] = [Math.min(...usable), Math.max(...usable)];
  const isRange = from < to;
  return writeRange({
    spacing,
    from: isRange ? writeExactNumber(from) : spacing === 'log' ? '1e-5' : '0',
    to: isRange ? writeExactNumber(to) : spacing === 'log' ? '1e-1' : '1',
    count: String(isRange ? usable.length : 5),
    withZero: spacing === 'log' && numbers.includes(0),
  });
}

function numbersOf(values: string): number[] {
  try {
    return parseGridValues(values).filter((value) => typeof value === 'number');
  } catch (thrown) {
    if (thrown instanceof GridError) return [];
    throw thrown;
  }
}
