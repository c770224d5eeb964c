import { parseValue } from '../config-paths.ts';
import type { ConfigValue } from '../config-diff.ts';

/** A grid text that cannot be parsed. Its message says what was given and what is allowed. */
export class GridError extends Error {
  override readonly name = 'GridError';
}

const maxValues = 1000;
const forms = 'V1,V2,... with values or ranges log:FROM:TO:COUNT, lin:FROM:TO:COUNT';

/**
 * Parses `0,1e-5,log:1e-4:1e-1:4` into values: each entry is a JSON value, plain text, or a range with both ends included. Throws
 * GridError.
 */
export function parseGridValues(text: string): ConfigValue[] {
  const values = text.split(',').flatMap((entry) => parseEntry(entry.trim(), text));
  if (values.length > maxValues) {
    throw new GridError(`got ${values.length} values; allowed: at most ${maxValues}`);
  }
  return values;
}

/** Parses `0-4`, `0,3,7` or a mixture into seeds. Throws GridError. */
export function parseSeeds(text: string): number[] {
  return text.split(',').flatMap((entry) => {
    const match = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(entry);
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    if (match && last - first >= maxValues) {
      throw new GridError(
        `got ${last - first + 1} seeds in ${JSON.stringify(entry)}; allowed: at most ${maxValues}`,
      );
    }
    if (!match || last < first) {
      throw new GridError(
        `got seeds ${JSON.stringify(entry)}; allowed: whole numbers and ranges, as 0-4 or 0,3,7`,
      );
    }
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/** `count` values from `from` to `to` with equal steps. The ends are exact. */
export function linearRange(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? to : tidy(from + ((to - from) * index) / (count - 1)),
  );
}

/** `count` values from `from` to `to`, both positive, with equal ratios. The ends are exact. */
export function logarithmicRange(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    if (index === 0) return from;
    return index === count - 1 ? to : tidy(from * (to / from) ** (index / (count - 1)));
  });
}

/** Drops the last digits, which come from rounding: a lambda of 1e-4 should be displayed as that. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

function parseEntry(entry: string, text: string): ConfigValue[] {
  if (entry === '') throw new GridError(`got an empty value in ${JSON.stringify(text)}; allowed: ${forms}`);
  const range = /^(log|lin):([^:]+):([^:]+):([^:]+)$/.exec(entry);
  if (range) return parseRange(entry, range[1] === 'log', range.slice(2).map(Number));
  if (/^(log|lin):/.test(entry)) throw new GridError(`got ${JSON.stringify(entry)}; allowed: ${forms}`);
  const value = parseValue(entry);
  if (typeof value === 'object' && value !== null) {
    throw new GridError(`got ${JSON.stringify(entry)}; allowed: numbers, strings, true, false or null`);
  }
  return [value as ConfigValue];
}

function parseRange(entry: string, logarithmic: boolean, numbers: readonly number[]): number[] {
  const [from, to, count] = numbers as [number, number, number];
  if (!Number.isFinite(from) || !Number.isFinite(to) || !Number.isInteger(count)) {
    throw new GridError(`got range ${JSON.stringify(entry)}; allowed: ${forms}`);
  }
  if (count < 2 || count > maxValues) {
    throw new GridError(`got range ${JSON.stringify(entry)} of ${count} values; allowed: 2 to ${maxValues}`);
  }
  if (logarithmic && (from <= 0 || to <= 0)) {
    throw new GridError(
      `got range ${JSON.stringify(entry)}; a log range needs ends above 0 (write 0 as a value before it: 0,log:...)`,
    );
  }
  return logarithmic ? logarithmicRange(from, to, count) : linearRange(from, to, count);
}
