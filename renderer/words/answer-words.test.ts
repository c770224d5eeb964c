import { expect, it } from 'vitest';
import { presets, type AnsweredSweepLine, type Summary, type SweepAnswer } from '#api';
import { answerWords, cellTitle, cellWords } from './answer-words.ts';

const summary: Summary = { n: 5, excluded: 0, mean: 0.41234, sd: 0.1, standardError: 0.05, ci95: [0.4, 0.5] };
const answer: SweepAnswer = {
  ...{
    cell: 2,
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

it('says what is picked, its loss, its difference from no regularization with the interval, and n', () => {
  const { picked, judged, title } = answerWords(answer, 'L2 = 1e-3');
  expect(picked).toBe('L2 = 1e-3');
  expect(judged).toBe('val. loss 0.4123, −0.3100 [−0.4000, −0.2200] against none, n = 5');
  expect(title).toContain('of 8 cells');
  expect(title).toContain('allows for 7');
});

it('leaves out that difference if there is none', () => {
  expect(answerWords({ ...answer, againstNone: null }, 'L2').judged).toBe('val. loss 0.4123, n = 5');
  expect(answerWords({ ...answer, againstNone: null, isNone: true }, 'L2').judged).toBe(
    'val. loss 0.4123, no regularization, n = 5',
  );
});

it('gives the mean of a cell', () => {
  expect(cellWords(summary)).toBe('0.4123 ± 0.05000, n = 5');
  expect(cellWords({ ...summary, ci95: null, n: 1 })).toBe('0.4123, n = 1');
  expect(cellWords({ ...summary, mean: null })).toBe('');
});

it('names a cell the way its sweep does, not by a path', () => {
  const point = { 'layers.0.weightRegularizerL2': 0.01, 'layers.0.units': 8 };
  const sweep: AnsweredSweepLine = {
    ...{ id: 's', answer: null, cells: [summary], grid: [point] },
    definition: { base: presets[0]!.config, axes: [{ points: [point] }] },
  };
  expect(cellTitle(sweep, 0)).toBe('L2 = 0.01, units = 8');
  // Its grid became smaller, or could not be read.
  expect(cellTitle(sweep, 1)).toBeUndefined();
  expect(cellTitle({ ...sweep, definition: null, grid: [] }, 0)).toBeUndefined();
  expect(cellTitle(undefined, 0)).toBeUndefined();
});
