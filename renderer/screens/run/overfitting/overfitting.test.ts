import { expect, describe, it } from 'vitest';
import { presets } from '#api';
import type { RunPoints } from '../../shared/useSeries.ts';
import { overfitFacts, overfitNotice, whyNoOverfitting } from './overfit-facts.ts';
import { overfittingOf } from './overfitting.ts';
import {
  otherRuleNote,
  patienceRow,
  patienceSentence,
  patienceTable,
  roundPatiences,
} from './patience-rows.ts';

/** A run validated every 10 epochs, whose gap widens by 0.11 with each validation. */
function pointsOf(validation: readonly number[], every = 10): RunPoints {
  const epochs = Float64Array.from(validation, (_, at) => at * every);
  const trained = { epochs, values: Float64Array.from(validation, (loss, at) => loss - 0.11 * at) };
  return new Map([
    ['validationLoss', { epochs, values: Float64Array.from(validation) }],
    ['dataLoss', trained],
    ['evaluatedDataLoss', trained],
  ]);
}
/** Falls to 0.5 at epoch 50, then rises by a tenth every ten epochs to 1.5 at epoch 150. */
const valley = [...[1, 0.9, 0.8, 0.7, 0.6], ...Array.from({ length: 11 }, (_, at) => 0.5 + at / 10)];
const config = presets[0]!.config;
const run = { status: 'completed', branch: null, divergedAt: null, epochsDone: 151, config } as const;
const overfitting = overfittingOf(pointsOf(valley), run);

describe('a run that overfits', () => {
  it('has its best epoch, its gaps and its onset in words', () => {
    expect(overfitting.best!.gap).toBeCloseTo(0.55, 12);
    expect(overfitting.last!.gap).toBeCloseTo(1.65, 12);
    // Medians of five: 0.6 at 40, 50 and 60, then 0.7 and more.
    expect(overfitting.onset).toMatchObject({ minimum: { epoch: 40 }, rise: 'overfit', epoch: 70 });
    const [best, gap, onset] = overfitFacts(overfitting, run);
    expect(best).toMatchObject({
      value: '50',
      sentence: 'Validation loss 0.5000; no validated epoch after it, up to 150, was lower.',
    });
    expect(gap).toMatchObject({
      value: '0.5500 → 1.6500',
      sentence: 'From the best epoch to the last validated one, 150: 1.1000 wider.',
    });
    expect(onset).toMatchObject({
      value: '70',
      sentence:
        'From here validation loss stays more than 5.0% above its smoothed minimum, 0.6000 at epoch 40, ' +
        'for at least 5 validated epochs, while data loss has not risen.',
    });
  });

  it('would have been stopped by a patience', () => {
    const row = patienceRow(overfitting, 20);
    expect(row).toMatchObject({ outcome: { stoppedAt: 70, epochsSaved: 80, missed: null } });
    expect(row.shareSaved).toBeCloseTo(80 / 151, 12);
    expect(patienceSentence(row, overfitting)).toBe(
      'Patience 20 would have ended it at epoch 70 and saved 80 epochs (53.0%). ' +
        'Validation loss there is 0.7000: 0.2000 above the best, 0.8000 below the last. ' +
        'The best epoch, 50, lies before it: nothing lower would have been missed.',
    );
    expect(patienceSentence(patienceRow(overfitting, 500), overfitting)).toBe(
      'Patience 500 would not have ended it within its 151 epochs.',
    );
    expect(patienceTable([row]).rows[0]!.slice(0, 3)).toEqual([20, 70, 80]);
  });

  it('reports a lower loss that a patience would have missed', () => {
    const twice = overfittingOf(pointsOf([...valley, 0.4, 0.45]), { ...run, epochsDone: 171 });
    expect(patienceSentence(patienceRow(twice, 20), twice)).toContain(
      '0.2500 above the last. It would have missed a lower one, 0.4000 at epoch 160.',
    );
  });
});

describe('a run in batches', () => {
  const batched = { ...run, config: { ...config, batchSize: 32 } };
  const points = pointsOf(valley);
  /** In its training passes the loss rises with the validation loss. */
  const passes = points.get('validationLoss')!;

  it('is judged by its training set as evaluated, not as measured in the passes', () => {
    const found = overfittingOf(new Map([...points, ['dataLoss', passes]]), batched);
    expect(found).toMatchObject({ trainedBy: 'evaluatedDataLoss', evaluated: true });
    expect(found.onset).toEqual(overfitting.onset);
    expect(found.best!.gap).toBeCloseTo(0.55, 12);
    expect(overfitNotice(found, batched)).toBeNull();
  });

  it('has no gap if its training set was not evaluated, and says why', () => {
    const evaluatedDataLoss = { epochs: Float64Array.of(150), values: Float64Array.of(0.25) };
    const older = overfittingOf(
      new Map([...points, ['dataLoss', passes], ['evaluatedDataLoss', evaluatedDataLoss]]),
      batched,
    );
    expect([older.best!.gap, older.last!.gap]).toEqual([null, 1.25]);
    expect(older).toMatchObject({ trainedBy: 'dataLoss', onset: { rise: 'withTraining' } });
    expect(overfitFacts(older, batched)[1]).toMatchObject({
      value: '– → 1.2500',
      sentence: 'Unknown: recorded before the training set was evaluated apart from the passes that train.',
    });
    expect(overfitNotice(older, batched)).toContain('judged by the training loss of the passes');
  });
});

describe('round patiences', () => {
  it('are not shorter than the distance between validations, not past half of the run, and few', () => {
    expect(roundPatiences(overfitting)).toEqual([10, 20, 50]);
    const long = overfittingOf(pointsOf(Array.from({ length: 1001 }, () => 1)), {
      ...run,
      epochsDone: 10_001,
    });
    expect(roundPatiences(long)).toEqual([10, 50, 200, 1000, 5000]);
    expect(roundPatiences(overfittingOf(pointsOf([1]), { ...run, epochsDone: 3 }))).toEqual([]);
  });
});

describe('other runs', () => {
  it('with three epochs are too short to tell', () => {
    const short = overfittingOf(pointsOf([1, 0.9, 0.8], 1), { ...run, epochsDone: 3 });
    const facts = overfitFacts(short, run);
    expect(facts.map(({ value }) => value)).toEqual(['2', '0.2200', '–']);
    expect(facts[0]!.sentence).toBe(
      'Validation loss 0.8000, the last one measured: more epochs may do better.',
    );
    expect(facts[2]!.sentence).toContain('3 of at least 10.');
  });

  it.each([
    [
      (at: number) => 1 / (at + 1),
      'Validation loss has not risen: its smoothed minimum, 0.01695 at epoch 590, comes last.',
    ],
    [
      (at: number) => 1 + Math.abs(at - 30) / 1000,
      'never rose more than 5.0% above its smoothed minimum, 1.001 at epoch',
    ],
    [(at: number) => (at === 30 || at === 31 || at === 32 ? 2 : 1), 'never for 5 validated epochs in a row'],
    [(at: number) => (at < 20 ? 1 : 9), 'but data loss rose too'],
  ])('that do not overfit have no onset, and say why', (loss, why) => {
    const onset = overfitFacts(overfittingOf(pointsOf(Array.from({ length: 60 }, (_, at) => loss(at))), run), run)[2]!; // oxfmt-ignore
    expect(onset.value).toBe('none');
    expect(onset.sentence).toContain(why);
  });

  it('that are forks are judged without the epoch that shows their parent', () => {
    const branch = { parentId: 'a', parentName: 'a', epoch: 0 };
    const fork = overfittingOf(pointsOf([0.1, ...Array.from({ length: 10 }, () => 1)]), { ...run, branch });
    expect(fork.onset).toMatchObject({ judged: 10, rise: 'none' });
    expect(overfitFacts(fork, { ...run, branch })[0]!.sentence).toContain('of its parent’s network');
    expect(overfitNotice(fork, { ...run, branch })).toContain('from 0 on, where it left its parent');
  });

  it('that diverged are judged by what is finite', () => {
    const broken = overfittingOf(pointsOf([1, 0.9, Infinity, NaN]), { ...run, epochsDone: 31 });
    expect([broken.best!.epoch, broken.last!.epoch]).toEqual([10, 10]);
    expect(overfitNotice(broken, { ...run, status: 'diverged', divergedAt: 20 })).toContain(
      'no longer finite at epoch 20',
    );
    const nothing = overfittingOf(pointsOf([NaN]), { ...run, epochsDone: 1 });
    expect(whyNoOverfitting(nothing, run)).toContain('No validation loss of this run is finite');
  });

  it('that are training say so, and those without epochs say why', () => {
    expect(overfitNotice(overfitting, { ...run, status: 'running' })).toMatch(
      /^Still training: this is of the 151 epochs so far/,
    );
    expect(overfitNotice(overfitting, run)).toBeNull();
    const empty = overfittingOf(new Map(), { ...run, epochsDone: 0 });
    expect(whyNoOverfitting(empty, { ...run, status: 'queued' })).toBe('Waiting for a free training slot');
    expect(whyNoOverfitting(empty, run)).toBe('No epoch of this run was validated.');
    expect(overfitFacts(empty, run)).toEqual([]);
  });
});

it.each([
  [null, ''],
  [{ patience: 5, metric: 'validationLoss', minDelta: 0, restoreBest: true }, ''],
  [
    { patience: 5, metric: 'validationLoss', minDelta: 0.01, restoreBest: false },
    'goes by validation loss with a minimum improvement of 0.01.',
  ],
  [
    { patience: 5, metric: 'validationAccuracy', minDelta: 0, restoreBest: false },
    'goes by validation accuracy.',
  ],
] as const)('says what is replayed if early stopping is %j', (rule, words) => {
  expect(otherRuleNote(rule).slice(-words.length)).toBe(words);
});
