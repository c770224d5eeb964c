import { isFreeText, type InspectedColumn } from '#api';
import { expect, test } from 'vitest';
import { columnOptions, encodeColumn, firstChoice, takeAll, takeColumn } from './column-choices.ts';

const column = (name: string, found: Partial<InspectedColumn>): InspectedColumn => ({
  ...{ name, numeric: true, cells: 60, missing: 0, distinct: 50, texts: 0, firstText: null, counts: false },
  ...found,
});
const age = column('age', { cells: 48, missing: 12 });
const length = column('length', {});
const text = { numeric: false, texts: 60, firstText: { line: 2, text: 'male' } };
const sex = column('sex', { ...text, distinct: 2 });
const name = column('name', { ...text, distinct: 60 });
const port = column('port', { ...text, cells: 58, missing: 2, distinct: 4 });
const empty = column('empty', { numeric: false, cells: 0, missing: 60, distinct: 1 });
const columns = [age, length, sex, name, port, empty];

test('numbers without gaps are taken unless the user decides otherwise', () => {
  const choices = new Map(columns.map((each) => [each.name, firstChoice(each)]));
  expect(columnOptions(columns, choices)).toEqual({ features: ['length'], oneHot: [], missing: {} });
});

test('all means whatever a network can learn from, with gaps filled by kind', () => {
  expect(columns.filter(isFreeText).map((each) => each.name)).toEqual(['name']);
  expect(columnOptions(columns, takeAll(columns))).toEqual({
    features: ['age', 'length', 'sex', 'port'],
    oneHot: ['sex', 'port'],
    missing: { age: 'median', port: 'mostFrequent' },
  });
});

test('a column with a different encoding gets a rule that fits', () => {
  const asNames = encodeColumn(age, { ...takeColumn(age), missing: 'mean' }, true);
  expect(asNames).toEqual({ taken: true, oneHot: true, missing: 'mostFrequent' });
  expect(encodeColumn(age, { ...asNames, missing: 'category' }, false).missing).toBe('median');
  expect(encodeColumn(sex, takeColumn(sex), false).oneHot).toBe(true);
});
