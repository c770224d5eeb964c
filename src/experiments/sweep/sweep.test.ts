import { describe, expect, it } from 'vitest';
import { presets } from '../presets.ts';
import { parseSweep, type SweepCell } from './expand-sweep.ts';
import { additionsOf, healingOf, sweepMembers, type SweepRun } from './heal-sweep.ts';

const base = presets[0]!.config;
const l2 = 'layers.0.weightRegularizerL2';
const axis = (path: string, ...values: unknown[]) => ({ points: values.map((value) => ({ [path]: value })) });

/** With a schedule, each of whose fields may be right by itself and wrong beside another. */
const warming = {
  ...base,
  optimizer: { ...base.optimizer, decay: 0, schedule: { kind: 'cosine', minimum: 0, warmupUpdates: 0 } },
};

function cellsOf(input: object): readonly SweepCell[] {
  const result = parseSweep({ base, seeds: [0], ...input });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.cells;
}

function messagesOf(input: object): string[] {
  const result = parseSweep({ base, seeds: [0], ...input });
  return result.ok ? [] : result.issues.map(({ path, message }) => `${path}: ${message}`);
}

describe('a sweep', () => {
  it('has a cell for every combination, and a config for every seed', () => {
    const cells = cellsOf({ axes: [axis(l2, 0, 1e-3), axis('epochs', 5, 6, 7)], seeds: [3, 4] });
    expect(cells.map(({ points }) => points)).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
    expect(cells[5]!.grid).toEqual({ [l2]: 1e-3, epochs: 7 });
    expect(cells[5]!.configs.map(({ seed, epochs }) => [seed, epochs])).toEqual([
      [3, 7],
      [4, 7],
    ]);
    expect(cells[5]!.configs[0]!.layers[0]).toMatchObject({
      weightRegularizerL2: 1e-3,
      biasRegularizerL2: 1e-5,
    });
    expect(cells[5]!.configs[0]).not.toHaveProperty('name');
  });

  it('may move several paths together, or different ones from point to point', () => {
    const l1 = 'layers.0.weightRegularizerL1';
    const cells = cellsOf({
      axes: [
        {
          points: [
            { [l1]: 1e-4, [l2]: 0 },
            { [l1]: 0, [l2]: 1e-2 },
          ],
        },
      ],
    });
    expect(cells.map(({ configs }) => configs[0]!.layers[0])).toMatchObject([
      { weightRegularizerL1: 1e-4, weightRegularizerL2: 0 },
      { weightRegularizerL1: 0, weightRegularizerL2: 1e-2 },
    ]);
  });

  it('may vary the kind of a schedule, and parts that are off in its base', () => {
    const kinds = cellsOf({ base: warming, axes: [axis('optimizer.schedule.kind', 'cosine', 'step')] });
    expect(kinds.map(({ configs }) => configs[0]!.optimizer.schedule)).toEqual([
      { kind: 'cosine', minimum: 0, warmupUpdates: 0 },
      { kind: 'step', factor: 0.5, everyUpdates: 1000, warmupUpdates: 0 },
    ]);
    const patience = cellsOf({ axes: [axis('earlyStopping.patience', 10, 20)] });
    expect(patience.map(({ configs }) => configs[0]!.earlyStopping?.patience)).toEqual([10, 20]);
  });

  it('may vary only the seed', () => {
    expect(cellsOf({ seeds: [0, 1, 2] })).toMatchObject([{ points: [], grid: {} }]);
  });

  it.each([
    [{ axes: [] }, 'axes: got one run; a sweep needs a path with two values, or two seeds'],
    [{ axes: [axis(l2)] }, 'axes.0.points: got an empty list; allowed: at least 1 entry'],
    [{ axes: [], seeds: [] }, 'seeds: got an empty list; allowed: at least 1 entry'],
    [{ seeds: [1, 2, 1] }, 'seeds: got seed 1 more than once; allowed: each seed once'],
    [{ axes: [axis(l2, 0, 1, 0)] }, `axes.0: got ${l2}=0 more than once; allowed: each value once`],
    [
      { axes: [axis(l2, 0, 1), axis(l2, 2, 3)] },
      `axes.1: ${l2} is set by axis 1 already; allowed: each path on one axis`,
    ],
    [{ axes: [axis('seed', 0, 1)] }, 'axes.0: seed is not a path of the grid; give seeds instead'],
    [{ axes: [axis('layers.9.units', 1, 2)] }, 'axes.0: layers has no entry "9"; allowed: 0 to 3'],
    [{ axes: [axis('layers.1.units', 1, 2)] }, 'axes.0: layers.1 has no field "units"; allowed: kind'],
    [
      { axes: [axis('optimizer.rho', 1, 2)] },
      'axes.0: optimizer has no field "rho"; allowed: kind, learningRate, decay, schedule, weightDecay, epsilon, beta1, beta2',
    ],
    [
      { axes: [axis('optimizer', 1, 2)] },
      'axes.0: optimizer holds several values; allowed: a path of one number or choice',
    ],
    [
      { axes: [axis('optimizer.schedule.kind', 'step', 'linear')] },
      'optimizer.decay: got 1e-8 beside a schedule; allowed: one of them, decay 0 or schedule null (at optimizer.schedule.kind=step)',
    ],
    [
      { axes: [axis('earlyStopping.patience', 10, 0)] },
      'earlyStopping.patience: got 0; allowed: at least 1 (at earlyStopping.patience=0)',
    ],
    [
      { base: warming, axes: [axis('epochs', 60, 20), axis('optimizer.schedule.warmupUpdates', 0, 50)] },
      'optimizer.schedule.warmupUpdates: got 50; allowed: fewer than the run has updates, 20 (at epochs=20, optimizer.schedule.warmupUpdates=50)',
    ],
    [{ axes: [{ points: [{}, { [l2]: 1 }] }] }, 'axes.0: got a point that sets nothing'],
    [{ axes: [axis(l2, 0, -1)] }, `${l2}: got -1; allowed: at least 0 (at ${l2}=-1)`],
    [
      {
        axes: Array.from({ length: 6 }, (_, i) =>
          axis(
            ['epochs', 'evaluateEvery', l2, 'optimizer.decay', 'optimizer.epsilon', 'dataset.noise'][i]!,
            ...Array.from({ length: 10 }, (_v, n) => n + 1),
          ),
        ),
      },
      ': got 10 x 10 x 10 x 10 x 10 x 10 x 1 = 1000000 runs; allowed: at most 10000',
    ],
  ])('refuses %j', (input, message) => expect(messagesOf(input)).toContain(message));

  it('reports a mistake once, however many cells have it', () => {
    expect(messagesOf({ axes: [axis(l2, 0, 1), axis('epochs', 0, 5, 6)] })).toHaveLength(1);
  });
});

describe('healing', () => {
  const cells = cellsOf({ axes: [axis(l2, 0, 1e-3)], seeds: [0, 1] });
  const run = (id: string, cell: number, seed: number, status: string, trashed = false): SweepRun => ({
    id,
    status,
    config: JSON.stringify({ name: id, ...cells[cell]!.configs[seed]! }),
    trashedAt: trashed ? '2026-01-01T00:00:00.000Z' : null,
  });

  it('trains what is missing, failed or trashed, resumes what was interrupted, and leaves the rest', () => {
    const runs = [
      run('done', 0, 0, 'completed'),
      run('broken', 0, 1, 'failed'),
      run('half', 1, 0, 'interrupted'),
      run('gone', 1, 1, 'completed', true),
    ];
    const members = sweepMembers(cells, runs);
    expect(members.map((cell) => cell.map((member) => member.run?.id))).toEqual([
      ['done', 'broken'],
      ['half', undefined],
    ]);
    expect(healingOf(members)).toEqual({
      resume: ['half'],
      create: [cells[0]!.configs[1], cells[1]!.configs[1]],
    });
  });

  it('treats a diverged run as a result, and uses the most advanced of several runs', () => {
    const runs = [
      run('first', 0, 0, 'failed'),
      run('second', 0, 0, 'diverged'),
      run('third', 0, 0, 'stopped'),
    ];
    expect(sweepMembers(cells, runs)[0]![0]!.run?.id).toBe('second');
  });

  it('runs only what a wider grid adds', () => {
    const runs = [0, 1].flatMap((cell) =>
      [0, 1].map((seed) => run(`${cell}${seed}`, cell, seed, 'completed')),
    );
    const wider = cellsOf({
      axes: [axis(l2, 0, 1e-3, 1e-2), axis('optimizer.decay', 1e-8, 1e-7)],
      seeds: [0, 1, 2],
    });
    const { create, resume } = healingOf(sweepMembers(wider, runs));
    expect([create.length, resume.length]).toEqual([3 * 2 * 3 - 4, 0]);
  });

  it('adds only what the previous grid did not ask for, and leaves what was missing', () => {
    const before = cellsOf({ axes: [axis(l2, 0, 1e-3)], seeds: [0, 1] });
    const after = cellsOf({ axes: [axis(l2, 1e-3, 1e-2)], seeds: [0, 1] });
    const known = [
      { id: 'kept', status: 'stopped', config: JSON.stringify(after[1]!.configs[1]!), trashedAt: null },
      run('stopped', 1, 0, 'stopped'),
    ];
    // Of 0.001, seed 0 was stopped and seed 1 is missing; of 0.01, seed 1 is left over from an earlier grid.
    expect(additionsOf(sweepMembers(after, known), before)).toEqual([after[1]!.configs[0]]);
    expect(additionsOf(sweepMembers(after, []), after)).toEqual([]);
  });
});
