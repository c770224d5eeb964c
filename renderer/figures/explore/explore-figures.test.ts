import { expect, it } from 'vitest';
import { tableOf } from './columns.fixture.ts';
import { exploreScatter } from './explore-figures.ts';
import { fieldAxis } from './field-axis.ts';

it('does not take a run without a value for the best', () => {
  const table = tableOf({ seed: [0, 1, 2], validation_loss: [0.7, 0.4, null], epochs: [10, 10, 20] });
  const axes = table.columns.map((column) => fieldAxis(column, []));
  const input = { table, axes, judged: 'validation_loss', selected: null, choices: {} };
  expect(exploreScatter(input).finding).toContain('The lowest validation loss is 0.4000, of run 1');
});
