import { expect, it } from 'vitest';
import { presets } from '../presets.ts';
import type { RunConfig } from '../run-config.ts';
import type { ConfirmationPlan } from './confirmation-plan.ts';
import { judgeConfirmation, type ConfirmedRun } from './confirmation-result.ts';
import { resultSentences } from './confirmation-words.ts';

const l2 = 'layers.0.weightRegularizerL2';
const base = presets[0]!.config;
const plan: ConfirmationPlan = {
  chosen: { [l2]: 1e-3 },
  baseline: { [l2]: 0 },
  choice: { by: 'hand' },
  test: { samplesPerClass: 1000 },
  seeds: [5, 6, 7, 8, 9],
};
const losses = { baseline: [1.25, 0.9, 1.4, 1.1, 0.95], chosen: [1.0, 0.85, 1.15, 1.12, 0.7] };

const runs = (['baseline', 'chosen'] as const).flatMap((arm) =>
  losses[arm].map((dataLoss, index): ConfirmedRun => {
    const test = { dataLoss, accuracy: 0.5 + index / 10 };
    return { arm, seed: plan.seeds[index]!, status: 'completed', divergedAt: null, test };
  }),
);
const judge = (members: readonly ConfirmedRun[], resplit: number | null = null) =>
  judgeConfirmation({ members, resplit });
const diverged = runs.map((run) =>
  run.arm === 'chosen' && run.seed === 7 ? { ...run, status: 'diverged', divergedAt: 12, test: null } : run,
);

// SciPy 1.17.1: r = stats.ttest_rel(chosen, baseline); r.confidence_interval(0.95); each arm by stats.t.interval(0.95, 4, loc=x.mean(),
// scale=stats.sem(x)).
it('pairs test losses seed by seed, with the interval of the paired t-test', () => {
  const result = judge(runs)!;
  expect(result.difference.n).toBe(5);
  expect(result.difference.mean).toBeCloseTo(-0.156, 12);
  expect(result.difference.ci95![0]).toBeCloseTo(-0.31874800319082086, 12);
  expect(result.difference.ci95![1]).toBeCloseTo(0.0067480031908208615, 12);
  expect(result.testLoss.baseline.mean).toBeCloseTo(1.12, 12);
  expect(result.testLoss.baseline.ci95![0]).toBeCloseTo(0.8617756785238286, 12);
  expect(result.testLoss.chosen.ci95![1]).toBeCloseTo(1.1987040572271288, 12);
  expect(result.testAccuracy.chosen.mean).toBeCloseTo(0.7, 12);
  expect(result.pairs[2]).toMatchObject({ seed: 7, baseline: 1.4, other: 1.15 });
  expect(resultSentences(plan, result, base)[0]).toBe(
    'Whether L2 = 1e-3 lowers or raises test loss relative to L2 = 0 cannot be determined (mean difference −0.156, 95 % interval −0.319 to 0.00675, n = 5 pairs): about 8 fresh seeds would detect a difference of this size with 80 % power.',
  );
});

// The same differences with the variance (1/5 + 0.25) s^2, in NumPy and SciPy.
it('corrects the interval if each seed splits one table differently, and says what remains uncertain', () => {
  const result = judge(runs, 0.25)!;
  expect(result.difference.ci95![0]).toBeCloseTo(-0.4001220047862313, 12);
  expect(result.difference.ci95![1]).toBeCloseTo(0.0881220047862313, 12);
  const table = { ...base, dataset: { kind: 'table' }, validation: { share: 0.2 } } as RunConfig;
  const told = { ...plan, test: { share: 0.2 } };
  expect(resultSentences(told, result, table)[1]).toMatch(/^Each seed splits the same table anew/);
  const folds = { ...table, validation: { folds: 5, fold: 0, repeat: 0 } } as RunConfig;
  expect(resultSentences(told, result, folds)[1]).toMatch(
    /^Every run has the same training rows, those outside fold 0 of repeat 0, and the same test rows/,
  );
});

// The same without the third pair.
it('excludes a pair with a diverged run from every mean, and says which and why', () => {
  const result = judge(diverged)!;
  expect(result.leftOut).toEqual([{ seed: 7, arm: 'chosen', why: 'diverged', epoch: 12 }]);
  expect(result.difference).toMatchObject({ n: 4, excluded: 0 });
  expect(result.difference.mean).toBeCloseTo(-0.1325, 12);
  expect(result.difference.ci95![0]).toBeCloseTo(-0.35312984682699755, 12);
  expect(result.testLoss.baseline.mean).toBeCloseTo(1.05, 12);
  expect(resultSentences(plan, result, base)[1]).toBe(
    '1 pair is left out: seed 7 diverged at epoch 12 with L2 = 1e-3. The difference holds for the seeds on which both stayed finite, and may not hold for all seeds.',
  );
});

it('reports the direction of the difference if its interval excludes 0', () => {
  const lower = runs.map((run) =>
    run.arm === 'chosen' ? { ...run, test: { ...run.test!, dataLoss: run.test!.dataLoss - 1 } } : run,
  );
  expect(resultSentences(plan, judge(lower)!, base)).toEqual([
    'On fresh seeds, mean test loss is 1.16 lower with L2 = 1e-3 than with L2 = 0 (difference −1.16, 95 % interval −1.32 to −0.993, n = 5 pairs).',
  ]);
});

it.each([
  ['is one', 1, 'only one pair is left'],
  ['is none', 0, 'no pair is left'],
])('is inconclusive if there %s', (_case, left, words) => {
  const result = judge(
    runs.map((run, index) => (index % 5 < left ? run : { ...run, status: 'diverged', test: null })),
  )!;
  expect(resultSentences(plan, result, base)[0]).toBe(
    `Whether L2 = 1e-3 changes test loss relative to L2 = 0 cannot be determined: ${words}, and an interval needs two.`,
  );
});

it.each([
  ['trains', { status: 'running', test: null }],
  ['is missing', { status: null, test: null }],
  ['was stopped', { status: 'stopped', test: null }],
  ['has not told its test set', { test: null }],
])('is null while a run %s', (_case, change) => {
  expect(judge(runs.with(3, { ...runs[3]!, ...change }))).toBeNull();
});
