import { isMissing } from './missing-marks.ts';
import { readNumber, type NumberReading } from './number-reading.ts';

/** How to treat rows without a label: reject the file, leave the rows out, or treat the mark as a class. */
export type MissingLabels = 'refuse' | 'drop' | 'class';

/** Whether a cell names no class. */
export function isMissingLabel(cell: string, rule: MissingLabels): boolean {
  return cell === '' || (rule !== 'class' && isMissing(cell));
}

/**
 * Collects labels. They are texts; but if all are numbers, the same number is the same class however it is written (1, 1.0 and 01), and is
 * named as written if that is always the same way. Classes are in ascending order of numbers, otherwise in the order of their UTF-16 codes.
 */
export function createLabels(reading: NumberReading) {
  /** Position of each text, in order of first occurrence. */
  const positions = new Map<string, number>();
  /** The first position of each distinct label. */
  const values = new Map<number | string, number>();

  function asNumbers(texts: readonly string[]): number[] | null {
    const numbers = texts.map((text) => readNumber(text, reading));
    // Beyond float64's safe integers, different numbers would become the same.
    return numbers.every((number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER) ? numbers : null;
  }

  function valueOf(text: string): number | string {
    const number = readNumber(text, reading);
    return Number.isNaN(number) ? text : number;
  }

  return {
    /** The position of a label among the texts seen so far. */
    add(text: string): number {
      const known = positions.get(text);
      if (known !== undefined) return known;
      const position = positions.size;
      const value = valueOf(text);
      if (!values.has(value)) values.set(value, position);
      positions.set(text, position);
      return position;
    },
    /** The position of a label that was seen; null for one that was not. */
    find(text: string): number | null {
      const known = positions.get(text);
      if (known !== undefined) return known;
      const areNumbers = asNumbers([...positions.keys()]) !== null;
      return (areNumbers ? values.get(valueOf(text)) : undefined) ?? null;
    },
    /** Number of distinct labels so far; numbers are compared by value. */
    get count() {
      return values.size;
    },
    /** The names of the classes in order, and the class of each position. */
    finish(): { readonly labels: readonly string[]; readonly classOf: readonly number[] } {
      const texts = [...positions.keys()];
      const byCode = texts.toSorted((first, second) => (first < second ? -1 : 1));
      const numbers = asNumbers(texts);
      if (numbers === null) return { labels: byCode, classOf: texts.map((text) => byCode.indexOf(text)) };
      const ordered = [...new Set(numbers)].sort((first, second) => first - second);
      const labels = ordered.map((value) => {
        const spellings = texts.filter((_, position) => numbers[position] === value);
        return spellings.length === 1 ? spellings[0]! : String(value);
      });
      return { labels, classOf: numbers.map((value) => ordered.indexOf(value)) };
    },
  };
}
