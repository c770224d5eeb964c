import { describe, expect, it } from 'vitest';
import { presets } from '../presets.ts';
import type { RunConfig } from '../run-config.ts';
import type { ChoosableSweep } from './choose-cell.ts';
import { confirmationCells, planConfirmation, type ConfirmationWish } from './confirmation-plan.ts';
import { choiceSentences } from './confirmation-words.ts';
import { parseSweep } from './expand-sweep.ts';
import type { GridPoint } from './regularization-paths.ts';

const base = presets[0]!.config;
const [l1, l2, biasL2] = [
  'layers.0.weightRegularizerL1',
  'layers.0.weightRegularizerL2',
  'layers.0.biasRegularizerL2',
] as const;
const lambdas: GridPoint[] = [0, 1e-4, 1e-3].map((value) => ({ [l2]: value, [biasL2]: value }));

/** A validation loss, or a run's status; null for a missing run. */
type Outcome = number | 'diverged' | 'stopped' | 'running' | null;

/** A sweep of these points whose runs, one row per cell and one column per seed, ended with these outcomes. */
function sweepOf(
  points: readonly GridPoint[],
  outcomes: readonly (readonly Outcome[])[],
  of: RunConfig = base,
) {
  const seeds = outcomes[0]!.map((_, seed) => seed);
  const result = parseSweep({ base: of, axes: [{ points }], seeds });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const members = outcomes.flatMap((row, cell) =>
    row.map((outcome, seed): ChoosableSweep['members'][number] => {
      const isLoss = typeof outcome === 'number';
      const others = { dataLoss: 0, accuracy: 0, validationAccuracy: 0, regularizationLoss: 0 };
      return {
        cell,
        seed,
        status: isLoss ? 'completed' : outcome,
        final: isLoss ? { ...others, validationLoss: outcome } : null,
      };
    }),
  );
  return { definition: result.definition, grid: result.cells, members };
}

const good = sweepOf(lambdas, [
  [1.5, 1.6],
  [1.2, 1.1],
  [1.3, 1.2],
]);

function plan(sweep: ReturnType<typeof sweepOf>, wish?: ConfirmationWish, seen: readonly number[] = [0, 1]) {
  const found = planConfirmation(sweep, new Set(seen), wish);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
}
function reason(sweep: ReturnType<typeof sweepOf>, wish?: ConfirmationWish): string {
  const found = planConfirmation(sweep, new Set([0, 1]), wish);
  return found.ok ? 'it was planned' : found.reason;
}

describe('the plan of a confirmation', () => {
  it('is the setting of lowest mean validation loss and none, on the next ten seeds and a large test set', () => {
    expect(plan(good)).toEqual({
      chosen: lambdas[1],
      baseline: lambdas[0],
      choice: { by: 'lowest', compared: 2, passedOver: 0, seeds: 2, noneIsLower: false },
      test: { samplesPerClass: 1000 },
      seeds: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    });
    expect(choiceSentences(plan(good))).toEqual([
      'L2 = 1e-4 was chosen for the lowest mean validation loss of 2 settings above 0, over 2 seeds.',
      'It is confirmed on 10 fresh seeds (2-11).',
    ]);
  });

  it('derives configs that differ only in the swept strengths, apart from the seeds', () => {
    const cells = confirmationCells(base, plan(good, { count: 2 }));
    if (!cells.ok) throw new Error(cells.reason);
    const [none, chosen] = cells.value;
    expect(none.configs.map(({ seed }) => seed)).toEqual([2, 3]);
    expect({ ...none.configs[0], name: base.name }).toEqual({
      ...base,
      seed: 2,
      test: { samplesPerClass: 1000 },
      layers: [{ ...base.layers[0], weightRegularizerL2: 0, biasRegularizerL2: 0 }, ...base.layers.slice(1)],
    });
    expect(chosen.configs[1]).toEqual({
      ...none.configs[1],
      layers: [
        { ...base.layers[0], weightRegularizerL2: 1e-4, biasRegularizerL2: 1e-4 },
        ...base.layers.slice(1),
      ],
    });
  });

  it("keeps the runs' test set, or draws one no smaller than validation", () => {
    const own = { samplesPerClass: 7 };
    expect(plan(sweepOf(lambdas, [[1], [1], [1]], { ...base, test: own })).test).toEqual(own);
    const large = { samplesPerClass: 5000 };
    expect(plan(sweepOf(lambdas, [[1], [1], [1]], { ...base, validation: large })).test).toEqual(large);
  });

  it('sets every swept strength to 0 for none, and keeps other settings', () => {
    const mixed = [{ [l1]: 1e-3, 'dataset.samplesPerClass': 50 }, { [l2]: 1e-3 }, { [l2]: 1e-2 }];
    expect(plan(sweepOf(mixed, [[1], [2], [3]]))).toMatchObject({
      chosen: { [l1]: 1e-3, 'dataset.samplesPerClass': 50 },
      baseline: { [l1]: 0, [l2]: 0, 'dataset.samplesPerClass': 50 },
      choice: { noneIsLower: false },
    });
  });

  it('compares over the seeds that all have, passes over diverged ones, and reports when none is lower', () => {
    const ragged = sweepOf(
      [...lambdas, { [l2]: 0.1, [biasL2]: 0.1 }],
      [
        [1, 1],
        [3, 0.1],
        [2, null],
        [0.5, 'diverged'],
      ],
    );
    // By means over all completed runs it would be 1e-4: (3 + 0.1) / 2 is below 2.
    expect(plan(ragged)).toMatchObject({
      chosen: lambdas[2],
      choice: { compared: 2, passedOver: 1, seeds: 1, noneIsLower: true },
    });
    expect(choiceSentences(plan(ragged, { count: 2 }))).toEqual([
      'L2 = 1e-3 was chosen for the lowest mean validation loss of 2 settings above 0, over 1 seed.',
      '1 setting with diverged or missing runs could not be compared.',
      'In the sweep, L2 = 0 had a lower mean validation loss.',
      'It is confirmed on 2 fresh seeds (2-3).',
    ]);
  });

  it('takes the requested cell and seeds', () => {
    expect(plan(good, { cell: 2, seeds: [40, 41] })).toMatchObject({
      chosen: lambdas[2],
      choice: { by: 'hand' },
      seeds: [40, 41],
    });
  });

  it('never reuses a seed, and continues at 0 after the last one', () => {
    expect(plan(good, { count: 3 }, [0, 7]).seeds).toEqual([8, 9, 10]);
    expect(plan(good, { count: 3 }, [1, 4294967294]).seeds).toEqual([4294967295, 0, 2]);
  });
});

describe('what cannot be confirmed is refused', () => {
  const two: [Outcome, Outcome] = [1, 1];
  it.each([
    [
      'nothing finished',
      sweepOf(lambdas, [two, ['stopped', null], [null, null]]),
      {},
      /^nothing can be chosen: no setting/,
    ],
    [
      'no common seed',
      sweepOf(lambdas, [two, [1, null], [null, 1]]),
      {},
      /no seed has completed in all settings/,
    ],
    [
      'still training',
      sweepOf(lambdas, [two, ['running', 1], two]),
      {},
      /^1 run of this sweep has not ended yet/,
    ],
    [
      'no lambda',
      sweepOf([{ epochs: 5 }, { epochs: 6 }], [two, two]),
      {},
      /^no setting of this sweep has regularization/,
    ],
    ['a chosen 0', good, { cell: 0 }, /^L2 = 0 has no regularization/],
    ['no such cell', good, { cell: 3 }, 'got cell 3; allowed: 0 to 2'],
    [
      'diverged runs',
      sweepOf(lambdas, [two, [1, 'diverged'], two]),
      { cell: 1 },
      '1 run of the sweep diverged at L2 = 1e-4; choose a setting whose runs all stayed finite',
    ],
    [
      'seen seeds',
      good,
      { seeds: [0, 1, 5] },
      'got seeds 0-1, used by this sweep or an earlier confirmation of it; allowed: all but 0-1',
    ],
  ] as const)('%s', (_case, sweep, wish, expected) => {
    expect(reason(sweep, wish)).toMatch(expected);
  });

  it('a table without rows for a test is refused, with a way out', () => {
    const table = {
      ...base,
      dataset: {
        ...{ kind: 'table', digest: '0'.repeat(64), name: 't.csv', rows: 90, features: 2, classes: 3 },
        ...{ standardize: true, stratified: true, trainingShare: 1, labelNoise: 0 },
      },
      validation: { share: 0.2 },
    } as RunConfig;
    expect(reason(sweepOf(lambdas, [two, two, two], table))).toMatch(/sweep again with a test share/);
    expect(plan(sweepOf(lambdas, [two, two, two], { ...table, test: { share: 0.3 } })).test).toEqual({
      share: 0.3,
    });
  });
});
