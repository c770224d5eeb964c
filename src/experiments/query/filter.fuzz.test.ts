import { expect } from 'vitest';
import { fuzz } from '../../fuzz-rounds.fixture.ts';
import { completeFilter } from './complete-filter.ts';
import { fieldTemplates } from './fields.ts';
import { FilterError } from './filter-error.ts';
import { maxFilterLength, parseFilter } from './filter.ts';
import { formatFilter } from './format-filter.ts';

const pieces = [
  ...[
    'and',
    'or',
    'not',
    'NOT',
    'contains',
    'starts with',
    'starts',
    'in',
    'is missing',
    'is nan',
    'is',
    'between',
  ],
  ...[
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '==',
    '=<',
    '!',
    '(',
    ')',
    '((',
    '[',
    ']',
    ',',
    '"',
    '\\',
    '\\"',
    "'",
    '""',
  ],
  ...[
    '0.3',
    '-1e-5',
    '1e999',
    'NaN',
    '-Infinity',
    '2026-02-30',
    '2026-01-31',
    '-7d',
    'today',
    '30s',
    '9'.repeat(400),
  ],
  ...[
    'otter',
    'Zürich',
    'Zu\u0308rich',
    '🦦',
    '\ud83e',
    '\u0000',
    '\u00a0',
    '\n',
    '\u202e',
    '%',
    '_',
    ';--',
    '$.',
    '{}',
  ],
  ...fieldTemplates.map(({ name }) => name),
  ...['layers.0.units', 'layers.99.rate', '__proto__', 'constructor', 'toString'],
];

fuzz('filters of any pieces are read, or told what is wrong with them', 3000, (dice) => {
  const count = dice.below(dice.chance(0.02) ? 2000 : 12);
  const text = dice.trying(
    Array.from({ length: count }, () => dice.pick(pieces) + (dice.chance(0.8) ? ' ' : '')).join(''),
  );
  const { from, to } = completeFilter(text, dice.below(text.length + 1));
  expect(from).toBeLessThanOrEqual(to);
  try {
    const filter = parseFilter(text);
    const again = formatFilter(filter);
    if (again.length <= maxFilterLength) expect(formatFilter(parseFilter(again))).toBe(again);
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(FilterError);
    const error = thrown as FilterError;
    expect(error.message.length).toBeGreaterThan(15);
    expect(error.message).not.toMatch(/undefined|\[object|White_Space/);
    expect([error.from >= 0, error.from <= error.to, error.to <= text.length]).toEqual([true, true, true]);
  }
});
