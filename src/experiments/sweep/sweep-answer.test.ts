import { expect, it } from 'vitest';
import { parseSweep } from './expand-sweep.ts';
import { answerSweep, type AnsweredSweep } from './sweep-answer.ts';

const l2 = 'layers.0.weightRegularizerL2';
const base = {
  layers: [{ kind: 'dense', units: 4 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
};

/** A sweep of `points` in which the run of seed s in cell c has the validation loss `losses[c][s]`; null for one that diverged. */
function sweepOf(points: readonly object[], losses: readonly (readonly (number | null)[])[]): AnsweredSweep {
  const seeds = losses[0]!.map((_, seed) => seed);
  const result = parseSweep({ base, axes: [{ points }], seeds });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const members = losses.flatMap((ofCell, cell) =>
    ofCell.map((loss, seed) => {
      const validationLoss = loss ?? NaN;
      const final = {
        dataLoss: 0,
        accuracy: 0,
        validationAccuracy: 0,
        regularizationLoss: 0,
        validationLoss,
      };
      const status = loss === null ? 'diverged' : 'completed';
      return { cell, seed, status, final, tail: null, averaged: null, best: null };
    }),
  );
  return { definition: result.definition, grid: result.cells, members };
}
const strengths = [0, 1e-4, 1e-3, 1e-2].map((value) => ({ [l2]: value }));

it('picks the largest strength within one standard error, and compares it with none', () => {
  // Means 1, 0.5, 0.55 and 0.9. The standard error of the second is 0.1 / sqrt(3) = 0.0577, so 0.55 is within and 0.9 is not.
  const answer = answerSweep(
    sweepOf(strengths, [
      [0.9, 1, 1.1],
      [0.4, 0.5, 0.6],
      [0.45, 0.55, 0.65],
      [0.8, 0.9, 1],
    ]),
  );
  expect(answer).toMatchObject({
    cell: 2,
    rule: 'oneStandardError',
    compared: 4,
    isNone: false,
  });
  expect(answer!.validationLoss).toMatchObject({ n: 3 });
  expect(answer!.validationLoss.mean).toBeCloseTo(0.55, 12);
  // Every seed differs by 0.45, so the interval has no width.
  expect(answer!.againstNone).toMatchObject({ n: 3, tried: 3 });
  expect(answer!.againstNone!.mean).toBeCloseTo(-0.45, 12);
});

it('takes the lowest if more than one strength varies', () => {
  const rate = 'optimizer.learningRate';
  const points = [
    { [l2]: 0, [rate]: 0.01 },
    { [l2]: 1e-3, [rate]: 0.01 },
    { [l2]: 1e-3, [rate]: 0.1 },
  ];
  const answer = answerSweep(
    sweepOf(points, [
      [1, 1.2, 1.3],
      [0.5, 0.6, 0.9],
      [0.4, 0.7, 1.2],
    ]),
  );
  expect(answer).toMatchObject({ cell: 1, rule: 'lowest', isNone: false });
  expect(answer!.againstNone!.mean).toBeCloseTo(-0.5, 12);
});

it('reports when none is picked, passes over diverged cells, and has no answer for a single cell', () => {
  expect(
    answerSweep(
      sweepOf(strengths, [
        [0.4, 0.4, 0.4],
        [0.5, 0.6, 0.7],
        [0.1, null, 0.1],
        [1, 1, 1],
      ]),
    ),
  ).toMatchObject({ cell: 0, compared: 3, isNone: true, againstNone: null });
  expect(
    answerSweep(
      sweepOf(strengths.slice(0, 2), [
        [0.4, 0.5],
        [0.1, null],
      ]),
    ),
  ).toBeNull();
});

it('has no difference for fewer than three seeds', () => {
  expect(
    answerSweep(
      sweepOf(strengths.slice(0, 2), [
        [0.4, 0.5],
        [0.1, 0.2],
      ]),
    ),
  ).toMatchObject({
    cell: 1,
    againstNone: null,
  });
});
