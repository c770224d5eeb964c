import { expect, it } from 'vitest';
import { parseFilter, formatFilter } from '#api';
import { groupFilter } from './group-filter.ts';

it('asks for the values of a group, within the existing filter', () => {
  const by = ['optimizer.learningRate', 'tag', 'batchSize', 'last.validation_loss'];
  const filter = groupFilter('seed = 1 or otter', by, [1e-7, 'a "wide" net', null, 'NaN']);
  expect(filter).toBe(
    '(seed = 1 or otter) and optimizer.learningRate = 1e-7 and tag = "a \\"wide\\" net" and batchSize is missing and last.validation_loss is nan',
  );
  expect(formatFilter(parseFilter(filter))).toBe(filter);
});

it('is for the group alone if there is no filter', () => {
  expect(groupFilter('  ', ['seed'], [3])).toBe('seed = 3');
});
