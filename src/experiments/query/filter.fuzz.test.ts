import { expect } from 'vitest';
import { fuzz } from '../../fuzz-rounds.fixture.ts';
import { completeFilter } from './complete-filter.ts';
import { FilterError } from './filter-error.ts';
import { filterPieces } from './filter-pieces.fixture.ts';
import { maxFilterLength, parseFilter } from './filter.ts';
import { formatFilter } from './format-filter.ts';

fuzz('filters of any pieces are read, or told what is wrong with them', 3000, (dice) => {
  const count = dice.below(dice.chance(0.02) ? 2000 : 12);
  const text = dice.trying(
    Array.from({ length: count }, () => dice.pick(filterPieces) + (dice.chance(0.8) ? ' ' : '')).join(''),
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
