import { describe, expect, it } from 'vitest';
import { parseSweep } from '../sweep/expand-sweep.ts';
import { concludeStudy, type ConcludedSweep } from './conclude-study.ts';
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
        best: { ...metrics, epoch: 1 },
      };
    }),
  );
  return { grid: result.cells, members };
}

const l1 = 'layers.0.weightRegularizerL1';
const l2 = 'layers.0.weightRegularizerL2';

describe('studies', () => {
  it.each(studies)('$title is a sweep', ({ kind, definition }) => {
    expect(parseSweep(definition)).toMatchObject({ ok: true, definition: { study: kind } });
  });

  it('tell which L2 is best, whether that may be chance, and what too much costs', () => {
    const noise = [0, 0.01, -0.01, 0.02, -0.02];
    const sweep = sweepOf('howMuchL2', (grid, seed) => {
      const lambda = grid[l2] as number;
      const validation = lambda === 1e-3 ? 0.5 : lambda === 0 ? 0.9 : 0.7;
      return { train: lambda === 0.1 ? 0.65 : 0.1, validation: validation + noise[seed]!, penalty: 0.1 };
    });
    expect(concludeStudy('howMuchL2', sweep)).toBe(
      'Validation loss is lowest at L2 = 1e-3: 0.5 ± 0.0196, against 0.9 ± 0.0196 without; the difference by seed is ' +
        '−0.4 [−0.4, −0.4], n = 5. The gap is 0.8 ± 0.0196 without L2 and 0.05 ± 0.0196 at 0.1, but there the training ' +
        'loss itself is 0.55 higher: a small gap is no merit by itself.',
    );
  });

  it('say that nothing can be told where an interval includes 0, and count what diverged', () => {
    const sweep = sweepOf('howMuchL2', (grid, seed) => {
      if (grid[l2] === 0.1 && seed === 0) return null;
      return {
        train: 0.1,
        validation: 0.7 + (grid[l2] === 1e-2 ? [-0.1, 0.1, -0.1, 0.1, -0.01][seed]! : 0),
        penalty: 0,
      };
    });
    const text = concludeStudy('howMuchL2', sweep)!;
    expect(text).toContain('which may be chance');
    expect(text).toMatch(/ 1 run diverged and is in no mean\.$/);
  });

  it('compare L1 and L2 at an equal penalty, on the line between the nearest runs', () => {
    const sweep = sweepOf('l1AgainstL2', (grid, seed) => {
      const byL1 = (grid[l1] as number) > 0;
      const lambda = (byL1 ? grid[l1] : grid[l2]) as number;
      if (byL1) return { train: 0.1, validation: lambda === 1e-3 ? 0.5 + seed / 100 : 0.8, penalty: 0.15 };
      // Of L2 the penalty is 100 lambda: 0.1 at 1e-3, 1 at 1e-2.
      return { train: 0.1, validation: lambda === 1e-3 ? 0.6 + seed / 100 : 0.9, penalty: 100 * lambda };
    });
    const text = concludeStudy('l1AgainstL2', sweep)!;
    expect(text).toContain('The best L1 (1e-3) has validation loss 0.51 ± 0.0248 at a penalty of 0.15 ± 0');
    expect(text).toContain('from L1 to L2, the difference by seed is 0.1 [0.1, 0.1], n = 3.');
    expect(text).toMatch(/At the penalty of the best L1, the line between the nearest L2 runs has 0\.626\.$/);
  });

  it('compare at the penalty of the best L2 where no L2 had that of the best L1', () => {
    const sweep = sweepOf('l1AgainstL2', (grid, seed) => {
      const byL1 = (grid[l1] as number) > 0;
      const lambda = (byL1 ? grid[l1] : grid[l2]) as number;
      const validation = (lambda === 1e-3 ? 0.5 : 0.8) + seed / 100;
      // L1 reaches the penalty of the best L2, 0.1, halfway between two of its own; L2 never has that of the best L1.
      return { train: 0.1, validation, penalty: byL1 ? 200 * lambda : Math.min(0.1, 100 * lambda) };
    });
    expect(concludeStudy('l1AgainstL2', sweep)).toMatch(
      /At the penalty of the best L2, the line between the nearest L1 runs has 0\.677\.$/,
    );
    const apart = sweepOf('l1AgainstL2', (grid) => {
      return { train: 0.1, validation: 0.5, penalty: (grid[l1] as number) > 0 ? 1 : 0.1 };
    });
    expect(concludeStudy('l1AgainstL2', apart)).toContain('cannot be compared at equal penalty');
  });

  it('weigh data against lambda', () => {
    const sweep = sweepOf('dataAgainstLambda', (grid, seed) => {
      const samples = grid['dataset.samplesPerClass'] as number;
      const lambda = grid[l2] as number;
      const best = samples === 50 ? 1e-2 : 0;
      return { train: 0.1, validation: 50 / samples + (lambda === best ? 0 : 0.2) + seed / 1000, penalty: 0 };
    });
    expect(concludeStudy('dataAgainstLambda', sweep)).toBe(
      '100 instead of 50 samples a class lower validation loss by 0.7, the best penalty by 0.2: here data are worth more. ' +
        'The best L2 goes from 0.01 with 50 samples to 0 with 400.',
    );
  });

  it('say nothing before all runs have ended', () => {
    const sweep = sweepOf('howMuchL2', () => ({ train: 1, validation: 1, penalty: 0 }));
    const members = sweep.members.map((run, index) => (index === 3 ? { ...run, status: 'running' } : run));
    expect(concludeStudy('howMuchL2', { ...sweep, members })).toBeNull();
  });
});

it('judges by samples that stand where no training sample does', () => {
  for (const { definition } of studies)
    expect(definition.base.dataset).toMatchObject({ positions: 'random' });
});
