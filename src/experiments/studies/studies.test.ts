import { describe, expect, it } from 'vitest';
import { parseSweep } from '../sweep/expand-sweep.ts';
import { concludeStudy } from './conclude-study.ts';
import type { ConcludedSweep } from './study-cells.ts';
import { studies } from './studies.ts';

/** A study's sweep in which run (cell, seed) has these losses; null for a run that diverged. */
function sweepOf(
  kind: string,
  losses: (
    grid: Record<string, unknown>,
    seed: number,
  ) => { train: number; validation: number; penalty: number } | null,
): ConcludedSweep {
  const { definition } = studies.find((study) => study.kind === kind)!;
  const result = parseSweep(definition);
  if (!result.ok) throw new Error('not a sweep');
  const members = result.cells.flatMap(({ grid }, cell) =>
    definition.seeds.map((seed) => {
      const found = losses(grid, seed);
      const metrics = {
        dataLoss: found?.train ?? NaN,
        validationLoss: found?.validation ?? NaN,
        regularizationLoss: found?.penalty ?? NaN,
        accuracy: 0.5,
        validationAccuracy: 0.5,
      };
      return {
        cell,
        seed,
        status: found ? 'completed' : 'diverged',
        final: metrics,
        tail: null,
        averaged: null,
        best: { ...metrics, epoch: 1 },
      };
    }),
  );
  return { grid: result.cells, members };
}

const resplit = (members: ConcludedSweep['members']): ConcludedSweep['members'] =>
  members.map((member) => ({ ...member, resplit: 1 / 4 }));

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';

describe('studies', () => {
  it.each(studies)('$title is a sweep', ({ kind, definition }) => {
    expect(parseSweep(definition)).toMatchObject({ ok: true, definition: { study: kind } });
  });

  it('name the best L2, whether that may be chance, and what too much costs', () => {
    const noise = [0, 0.01, -0.01, 0.02, -0.02];
    const sweep = sweepOf('howMuchL2', (grid, seed) => {
      const lambda = grid[l2] as number;
      const validation = lambda === 1e-3 ? 0.5 : lambda === 0 ? 0.9 : 0.7;
      return { train: lambda === 0.1 ? 0.65 : 0.1, validation: validation + noise[seed]!, penalty: 0.1 };
    });
    expect(concludeStudy('howMuchL2', sweep)).toBe(
      'Of 6 values, L2 = 1e-3 has the lowest mean validation loss: 0.500 ± 0.0196, against 0.900 ± 0.0196 without, n = 5. ' +
        'By seed the difference is −0.400 [−0.400, −0.400], n = 5, allowing for the 5 penalties tried. ' +
        'The mean gap is 0.800 ± 0.0196 without L2 and 0.0500 ± 0.0196 at 0.1, but there the training loss itself is ' +
        '0.550 [0.550, 0.550] higher, n = 5: a small gap is not a merit in itself.',
    );
  });

  // The first study's actual losses: SciPy's t.ppf(1 - 0.025 / 5, 4) = 4.6041 times the standard error of the differences.
  it('allow for all the penalties that the lowest was picked from', () => {
    const losses: Record<number, number[]> = {
      0: [0.7289, 0.9739, 0.9559, 0.882, 0.8872],
      0.001: [0.4491, 0.4051, 0.4983, 0.4721, 0.6054],
    };
    const sweep = sweepOf('howMuchL2', (grid, seed) => {
      const validation = losses[grid[l2] as number]?.[seed] ?? 1 + seed / 10;
      return { train: 0.1, validation, penalty: 0.1 };
    });
    expect(concludeStudy('howMuchL2', sweep)).toContain(
      'By seed the difference is −0.400 [−0.652, −0.147], n = 5, allowing for the 5 penalties tried.',
    );
    // NumPy: the same with sqrt((1/5 + 1/4) var(ddof=1)), for seeds that split one table.
    expect(concludeStudy('howMuchL2', { ...sweep, members: resplit(sweep.members) })).toContain(
      'By seed the difference is −0.400 [−0.779, −0.0203], n = 5, allowing for the 5 penalties tried.',
    );
  });

  it('are inconclusive if an interval includes 0, and count diverged runs', () => {
    const sweep = sweepOf('howMuchL2', (grid, seed) => {
      if (grid[l2] === 0.1 && seed === 0) return null;
      return {
        train: 0.1,
        validation: 0.7 + (grid[l2] === 1e-2 ? [-0.1, 0.1, -0.1, 0.1, -0.01][seed]! : 0),
        penalty: 0,
      };
    });
    const text = concludeStudy('howMuchL2', sweep)!;
    expect(text).toMatch(/, which may be chance: more than 10,000 fresh seeds would detect/);
    expect(text).toMatch(/ Runs excluded from the means: 1 diverged\.$/);
  });

  /** Actual validation loss and penalty of seeds 0 to 2. */
  const trained: Record<string, [loss: number, penalty: number][]> = {
    'L2 0.00001': [[0.8152, 0.02141], [1.1252, 0.02008], [0.8472, 0.02038]], // oxfmt-ignore
    'L2 0.0001': [[0.7077, 0.05232], [3.1799, 0.0456], [0.6258, 0.04328]], // oxfmt-ignore
    'L2 0.001': [[0.4491, 0.08171], [0.4051, 0.08374], [0.4983, 0.07683]], // oxfmt-ignore
    'L2 0.01': [[0.6057, 0.11959], [0.4528, 0.10017], [0.5739, 0.10026]], // oxfmt-ignore
    'L2 0.1': [[0.9793, 0.0547], [0.7307, 0.11316], [1.0122, 0.05342]], // oxfmt-ignore
    'L1 0.000001': [[0.9281, 0.00059], [0.9169, 0.00058], [1.2243, 0.00054]], // oxfmt-ignore
    'L1 0.00001': [[0.8668, 0.00577], [0.8, 0.00512], [0.7648, 0.00558]], // oxfmt-ignore
    'L1 0.0001': [[0.6474, 0.04131], [0.8788, 0.03727], [0.7884, 0.04025]], // oxfmt-ignore
    'L1 0.001': [[0.4055, 0.1301], [0.4853, 0.12091], [0.6283, 0.12102]], // oxfmt-ignore
    'L1 0.01': [[0.8608, 0.08325], [0.6395, 0.13719], [0.8731, 0.07977]], // oxfmt-ignore
  };
  const nameOf = (grid: Record<string, unknown>): string =>
    (grid[l1] as number) > 0
      ? `L1 ${(grid[l1] as number).toFixed(6).replace(/0+$/, '')}`
      : `L2 ${(grid[l2] as number).toFixed(5).replace(/0+$/, '')}`;

  // NumPy: np.interp between L1 1e-4 and 1e-3, the neighbours in lambda around the penalty of L2 1e-3, gives 0.64225; its differences from
  // the four L2 whose penalty occurs once in L1, by SciPy's t.ppf(1 - 0.025 / 4, 2), and for all 25 pairs by t.ppf(1 - 0.025 / 25, 2).
  it('compare L1 and L2 at an equal penalty, between neighbours in lambda', () => {
    const sweep = sweepOf('l1AgainstL2', (grid, seed) => {
      const [validation, penalty] = trained[nameOf(grid)]?.[seed] ?? [0.9, 0];
      return { train: 0.1, validation, penalty };
    });
    const text = concludeStudy('l1AgainstL2', sweep)!;
    expect(text).toContain(
      'Of 5 values of L1, 1e-3 has the lowest mean validation loss, 0.506 ± 0.280 at a penalty of 0.124 ± 0.0131; ' +
        'of 5 of L2, 1e-3, 0.451 ± 0.116 at a penalty of 0.0808 ± 0.00882; n = 3.',
    );
    expect(text).toContain(
      'The loss at that L2 minus that at that L1, by seed, is −0.0555 [−1.21, 1.10], n = 3, allowing for the 25 pairs tried, ' +
        'which may be chance: about 23 fresh seeds',
    );
    expect(text).toContain(
      'At the penalty of that L2, L1 has 0.642 on the line between L1 = 1e-4 and 1e-3; minus the loss at that L2, by seed, this is 0.191 [−0.332, 0.715], n = 3, ' +
        'allowing for the 4 comparisons tried, which may be chance',
    );
  });

  it('name each place if a penalty occurs more than once, and say if it occurs nowhere', () => {
    // Penalties of L2 rise to 0.3 and fall to 0.1, so that 0.2, the penalty of the lowest L1, occurs twice.
    const twice = sweepOf('l1AgainstL2', (grid, seed) => {
      const lambda = ((grid[l1] as number) || (grid[l2] as number)) as number;
      if ((grid[l1] as number) > 0)
        return { train: 0.1, validation: (lambda === 1e-3 ? 0.5 : 0.8) + seed / 100, penalty: 0.2 };
      const at = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1].indexOf(lambda);
      return { train: 0.1, validation: 0.6 + at / 10, penalty: [0, 0.1, 0.3, 0.1, 0.1][at] ?? 0 };
    });
    expect(concludeStudy('l1AgainstL2', twice)).toContain(
      'The penalty of that L1 occurs 2 times in L2, since a penalty does not rise with its factor throughout: ' +
        '0.750 on the line between L2 = 1e-4 and 1e-3, 0.850 on the line between L2 = 1e-3 and 0.01.',
    );
    const apart = sweepOf('l1AgainstL2', (grid) => {
      return { train: 0.1, validation: 0.5, penalty: (grid[l1] as number) > 0 ? 1 : 0.1 };
    });
    expect(concludeStudy('l1AgainstL2', apart)).toContain('cannot be compared at equal penalty');
  });

  // Actual losses of seeds 0 to 2. SciPy: ttest_1samp(...).confidence_interval(1 - 0.05 / k), k = 1 for samples, 3 for penalties.
  it('weigh data against lambda by an interval of the difference, and say what is inconclusive', () => {
    const losses: Record<string, number[]> = {
      '50 0': [2.8854, 1.373, 1.8865],
      '50 0.0001': [1.309, 0.8848, 0.6561],
      '50 0.001': [1.0626, 0.7329, 0.8182],
      '50 0.01': [0.8775, 2.6262, 0.8413],
      '100 0': [0.6247, 0.8153, 0.8287],
    };
    const sweep = sweepOf('dataAgainstLambda', (grid, seed) => {
      const validation = losses[`${grid['dataset.samplesPerClass']} ${grid[l2]}`]?.[seed];
      const other = 0.5 + seed / 10 - ((grid[l2] as number) === 1e-4 ? 0.2 : 0);
      return { train: 0.1, validation: validation ?? other, penalty: 0 };
    });
    expect(concludeStudy('dataAgainstLambda', sweep)).toBe(
      'With 50 samples a class and no penalty, mean validation loss is 2.05. ' +
        'By seed, 100 samples change it by −1.29 [−3.47, 0.882], n = 3; ' +
        'the lowest of 3 penalties, L2 = 1e-3, by −1.18 [−3.82, 1.47], n = 3, allowing for the 3 penalties tried. ' +
        'The second effect minus the first is 0.115 [−1.13, 1.36], n = 3, allowing for the 3 penalties tried: ' +
        'which matters more cannot be determined: about 50 fresh seeds would detect a difference of this size with 80 % power. ' +
        'Of 4 values each, the lowest mean is at L2 = 1e-3 with 50 samples a class and at 1e-4 with 400. ' +
        'With 400, the loss at that L2 minus that without L2, by seed, is −0.200 [−0.200, −0.200], n = 3, allowing for the 3 penalties tried.',
    );
  });

  it('say which is worth more if the difference supports it', () => {
    const sweep = sweepOf('dataAgainstLambda', (grid, seed) => {
      const samples = grid['dataset.samplesPerClass'] as number;
      const penalty = (grid[l2] as number) === 1e-3 ? 0.4 : 0;
      return { train: 0.1, validation: 100 / samples - penalty + seed / 1000, penalty: 0 };
    });
    expect(concludeStudy('dataAgainstLambda', sweep)).toContain(': here the data lower it more.');
  });

  it('conclude nothing from a single value', () => {
    const sweep = sweepOf('howMuchL2', (grid) =>
      grid[l2] === 0 ? { train: 1, validation: 1, penalty: 0 } : null,
    );
    expect(concludeStudy('howMuchL2', sweep)).toBeNull();
  });

  it('say nothing before all runs have ended', () => {
    const sweep = sweepOf('howMuchL2', () => ({ train: 1, validation: 1, penalty: 0 }));
    const members = sweep.members.map((run, index) => (index === 3 ? { ...run, status: 'running' } : run));
    expect(concludeStudy('howMuchL2', { ...sweep, members })).toBeNull();
  });
});

it('validate on samples at other positions than the training samples', () => {
  for (const { definition } of studies)
    expect(definition.base.dataset).toMatchObject({ positions: 'random' });
});
