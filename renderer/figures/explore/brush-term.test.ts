import { describe, expect, it } from 'vitest';
import { parseFilter } from '#api';
import { brushTerm, shortestEnds, startTerm, withTerms } from './brush-term.ts';
import { columnOf, tableOf } from './columns.fixture.ts';
import { fieldAxis } from './field-axis.ts';

function termOf(
  name: string,
  cells: readonly (number | string | null)[],
  low: number,
  high: number,
): string | null {
  const term = brushTerm(fieldAxis(columnOf(name, cells), []), tableOf({ [name]: cells }), { low, high });
  if (term !== null) parseFilter(term);
  return term;
}

describe('a brush as a term of the filter', () => {
  it('shortens the ends as far as the same runs match', () => {
    const losses = [0.123456, 0.51234, 0.51239, 0.9];
    expect(termOf('validation_loss', losses, 0.2, 0.51236)).toBe('validation_loss = 0.51234');
    expect(termOf('validation_loss', losses, 0.1, 0.6)).toBe('validation_loss between 0.123 and 0.513');
    expect(termOf('validation_loss', losses, 0.95, 1)).toBeNull();
  });

  it('matches missing values if the brush covers their slot', () => {
    expect(termOf('batchSize', [32, null, 64], -100, 40)).toBe('(batchSize = 32 or batchSize is missing)');
  });

  it('lists words, quoted if necessary', () => {
    expect(termOf('dataset', ['my table', 'spiral', 'moons'], -0.5, 1.5)).toBe(
      'dataset in ["my table", moons]',
    );
    expect(termOf('optimizer.kind', ['sgd', 'adam'], 0.5, 1.5)).toBe('optimizer.kind = sgd');
  });

  it('writes times and durations in the syntax of the language', () => {
    const day = Date.parse('2026-01-31T12:00:00Z');
    expect(termOf('created', [day, day + 1000, day + 9000], day - 1, day + 1000)).toBe(
      'created between 2026-01-31T12:00:00.000Z and 2026-01-31T12:00:01.000Z',
    );
    expect(termOf('duration', [1500.4, 2000.2, 9000], 1400, 2500)).toBe('duration between 1500ms and 2001ms');
  });

  it('writes a stretch of time to the second', () => {
    expect(startTerm(Date.parse('2026-01-31T12:00:00.600Z'), Date.parse('2026-02-01T00:00:00.100Z'))).toBe(
      'started between 2026-01-31T12:00:00Z and 2026-02-01T00:00:01Z',
    );
  });

  it('is added to the existing filter', () => {
    expect(withTerms('', ['seed = 1'])).toBe('seed = 1');
    expect(withTerms('otter', ['seed = 1', 'gap < 1'])).toBe('otter and seed = 1 and gap < 1');
    expect(withTerms('otter or seed = 2', ['gap < 1'])).toBe('(otter or seed = 2) and gap < 1');
  });
});

it('rounds ends outwards, never past a neighbour', () => {
  expect(shortestEnds(-0.123456, 0.98765, [])).toEqual([-0.124, 0.988]);
  expect(shortestEnds(1.00004, 2, [1.00003])).toEqual([1.00004, 2]);
  expect(shortestEnds(12345, 67890, [12344])).toEqual([12345, 67890]);
  expect(shortestEnds(0, 1e-7, [])).toEqual([0, 1e-7]);
});
