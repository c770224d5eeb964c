import { describe, expect, it } from 'vitest';
import { createTraining, epochColumn } from '#engine';
import { patienceOutcome, type ValidatedLoss } from './patience.ts';
import { presets } from '../presets.ts';

const every10 = (...losses: number[]): ValidatedLoss[] =>
  losses.map((validationLoss, index) => ({ epoch: index * 10, validationLoss }));

describe('patienceOutcome', () => {
  it('stops at the first validated epoch that is `patience` or more after the best', () => {
    const losses = every10(5, 4, 3, 3.5, 3, 4, 4.5, 5);
    expect(patienceOutcome(losses, 100, 25)).toEqual({
      stoppedAt: 50,
      epochsSaved: 49,
      best: { epoch: 20, validationLoss: 3 },
      missed: null,
    });
    expect(patienceOutcome(losses, 100, 30).stoppedAt).toBe(50);
    expect(patienceOutcome(losses, 100, 31).stoppedAt).toBe(60);
  });

  it('names the lower minimum that it would have missed: the lowest of all later ones, and the first among equals', () => {
    expect(patienceOutcome(every10(5, 4, 4.5, 4.6, 3, 2, 2, 2.5), 100, 20)).toEqual({
      stoppedAt: 30,
      epochsSaved: 69,
      best: { epoch: 10, validationLoss: 4 },
      missed: { epoch: 50, validationLoss: 2 },
    });
    // A later loss that is lower only than the one just before it does not count as missed.
    expect(patienceOutcome(every10(5, 4, 4.5, 4.6, 4.2, 4), 100, 20).missed).toBeNull();
  });

  it('does not stop while the loss improves, or at the very end', () => {
    expect(patienceOutcome(every10(5, 4, 3, 2), 31, 10)).toEqual({
      stoppedAt: null,
      epochsSaved: 0,
      best: { epoch: 30, validationLoss: 2 },
      missed: null,
    });
    expect(patienceOutcome(every10(5, 6, 7, 8), 31, 30).stoppedAt).toBeNull();
    expect(patienceOutcome(every10(5, 6, 7, 8), 32, 30)).toMatchObject({ stoppedAt: 30, epochsSaved: 1 });
  });

  it('never treats NaN as the best, and does not stop before the first number', () => {
    expect(patienceOutcome(every10(NaN, NaN, 3, NaN, NaN), 41, 20).stoppedAt).toBeNull();
    expect(patienceOutcome(every10(NaN, NaN, 3, NaN, NaN), 42, 20)).toMatchObject({
      stoppedAt: 40,
      best: { epoch: 20, validationLoss: 3 },
    });
    expect(patienceOutcome(every10(NaN, NaN), 50, 5)).toMatchObject({ stoppedAt: null, best: null });
    expect(patienceOutcome([], 50, 5)).toMatchObject({ stoppedAt: null, best: null });
  });

  it('says what is allowed', () => {
    expect(() => patienceOutcome([], 10, 0)).toThrow('got patience 0; allowed: a whole number of epochs');
    expect(() => patienceOutcome([], 10, 1.5)).toThrow(RangeError);
    expect(() => patienceOutcome(every10(1, 2), 10, 5)).toThrow(
      'got epoch 10 after 0; allowed: ascending and below 10',
    );
  });
});

describe("the engine's early stopping", () => {
  const { config } = presets[0]!;
  const long = { ...config, epochs: 400, evaluateEvery: 5 };

  /** Trains to the end; returns the validated losses and how many epochs were trained. */
  function train(patience: number | null): { validated: ValidatedLoss[]; epochsDone: number } {
    const training = createTraining({
      ...long,
      earlyStopping:
        patience === null ? null : { patience, metric: 'validationLoss', minDelta: 0, restoreBest: false },
    });
    const row = new Float64Array(training.rowLength);
    const validated: ValidatedLoss[] = [];
    while (training.advance(1, row) === 1) {
      if (row[epochColumn.validated] !== 1) continue;
      validated.push({
        epoch: row[epochColumn.epoch]!,
        validationLoss: row[epochColumn.validationLoss]!,
      });
    }
    return { validated, epochsDone: training.epoch };
  }

  it.each([10, 23, 60])('ends where patience %i would have', (patience) => {
    const whole = train(null);
    const stopped = train(patience);
    const outcome = patienceOutcome(whole.validated, whole.epochsDone, patience);
    expect(outcome.stoppedAt).toBe(stopped.epochsDone === 400 ? null : stopped.epochsDone - 1);
    expect(outcome.epochsSaved).toBe(400 - stopped.epochsDone);
    const best = stopped.validated.reduce((a, b) => (b.validationLoss < a.validationLoss ? b : a));
    expect(outcome.best).toEqual(best);
  });
});
