import { expect, it } from 'vitest';
import { isMissing } from './missing-marks.ts';

// pandas._libs.parsers.STR_NA_VALUES of pandas 3.1.1, and the UCI repository's ?.
const pandasMarks = [
  ...['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN', '<NA>'],
  ...['N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'],
];

it.each([...pandasMarks, '?'])('%j has no value', (cell) => expect(isMissing(cell)).toBe(true));

it.each(['-', '0', 'none at all', 'Nan', 'x?', '.'])('%j is a value', (cell) =>
  expect(isMissing(cell)).toBe(false),
);
