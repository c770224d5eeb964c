import { expect, test } from 'vitest';
import { classReadings, confusionFinding, confusionTable } from './confusion-words.ts';

const names = ['setosa', 'versicolor', 'virginica'];
const confusion = { names, matrix: Float64Array.of(10, 0, 0, 1, 15, 4, 0, 3, 17) };

test('a matrix is summarized by its accuracies and its most frequent mistake', () => {
  // 42 of 50; (10/10 + 15/20 + 17/20) / 3
  expect(confusionFinding('validation', confusion)).toBe(
    '42 of 50 validation samples are right: accuracy 84.0%, balanced accuracy 86.7%. ' +
      'The most frequent mistake: versicolor taken for virginica, 4 times.',
  );
});

test('no mistake is named if none stands out, but a class without samples is', () => {
  const matrix = Float64Array.of(3, 1, 0, 1, 3, 0, 0, 0, 0);
  expect(confusionFinding('test', { names, matrix })).toBe(
    '6 of 8 test samples are right: accuracy 75.0%, balanced accuracy 75.0%. No test sample is of class virginica.',
  );
  expect(confusionTable({ names, matrix }).rows[2]).toEqual(['virginica', 0, 0, 0, 0, null]);
});

test('the table has the counts, and their share of each class', () => {
  expect(confusionTable(confusion)).toEqual({
    columns: [
      'class',
      ...['taken for setosa', 'taken for versicolor', 'taken for virginica'],
      ...['samples', 'accuracy of the class'],
    ],
    rows: [
      ['setosa', 10, 0, 0, 10, 1],
      ['versicolor', 1, 15, 4, 20, 0.75],
      ['virginica', 0, 3, 17, 20, 0.85],
    ],
  });
  expect(classReadings(confusion)[1]).toEqual({ name: 'versicolor', samples: 20, right: 15, recall: 0.75 });
});
