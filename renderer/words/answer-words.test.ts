import { expect, it } from 'vitest';
import type { Summary, SweepAnswer } from '#api';
import { answerWords, cellWords } from './answer-words.ts';

const summary: Summary = { n: 5, excluded: 0, mean: 0.41234, sd: 0.1, standardError: 0.05, ci95: [0.4, 0.5] };
const answer: SweepAnswer = {
  ...{
    cell: 2,
    name: 'L2 = 1e-3',
    rule: 'oneStandardError',
    compared: 8,
    validationLoss: summary,
    isNone: false,
  },
  againstNone: {
    n: 5,
    mean: -0.31,
    sd: 0.1,
    ci95: [-0.4, -0.22],
    p: 0.01,
    tried: 7,
    method: 'holm',
    resplit: null,
  },
};

it('says what is picked, its loss, how it stands to none with the interval, and n', () => {
  const { picked, judged, title } = answerWords(answer);
  expect(picked).toBe('L2 = 1e-3');
  expect(judged).toBe('val. loss 0.4123, −0.3100 [−0.4000, −0.2200] against none, n = 5');
  expect(title).toContain('of 8 cells');
  expect(title).toContain('allows for 7');
});

it('says nothing against none where nothing can be said', () => {
  expect(answerWords({ ...answer, againstNone: null }).judged).toBe('val. loss 0.4123, n = 5');
  expect(answerWords({ ...answer, againstNone: null, isNone: true }).judged).toBe(
    'val. loss 0.4123, no regularization, n = 5',
  );
});

it('tells the mean of a cell', () => {
  expect(cellWords(summary)).toBe('0.4123 ± 0.05000, n = 5');
  expect(cellWords({ ...summary, ci95: null, n: 1 })).toBe('0.4123, n = 1');
  expect(cellWords({ ...summary, mean: null })).toBe('');
});
