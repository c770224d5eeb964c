import { presets, runConfigSchema, type RunSummary } from '#api';
import { describe, expect, it } from 'vitest';
import { createNormLines } from './norm-lines.ts';
import { momentOf } from './picture-moment.ts';
import { picturedRuns } from './pictured-runs.ts';
import { tileGrid } from './tile-grid.ts';
import { sharedReach, weightsAt, weightsNote, weightsTable } from './weight-tiles.ts';
import { whyNoPicture } from './picture-moment.ts';

const kept = (...epochs: number[]) => epochs.map((epoch) => ({ epoch, parameters: new Float32Array(0) }));
const ended = { status: 'completed' } as const;

describe('the picture of an epoch', () => {
  it('is the nearest one kept, and says which', () => {
    const snapshots = kept(0, 10, 100, 2500);
    const noteAt = (epoch: number) => momentOf(ended, snapshots, epoch)?.note;
    expect(noteAt(10)).toBe('epoch 10');
    expect(noteAt(70)).toBe('epoch 100, nearest kept');
    expect(noteAt(2400)).toBe('epoch 2,500, nearest kept');
    expect(noteAt(9000)).toBe('final, epoch 2,500');
    expect(momentOf({ status: 'running' }, snapshots, 9000)?.note).toBe('newest kept, epoch 2,500');
    expect(momentOf(ended, [], 10)).toBeNull();
  });
});

describe('runs side by side', () => {
  const run = (id: string, seed: number): RunSummary =>
    ({ id, name: id, config: { ...presets[0]!.config, seed } }) as RunSummary;
  const many = Array.from({ length: 14 }, (_, at) => run(`r${at}`, at));

  it('are the first twelve that are switched on, each with what distinguishes it', () => {
    const { runs, tiles, leftOut } = picturedRuns(many, new Map([['r1', 5]]), new Set(['r0']));
    expect(runs.map(({ id }) => id)).toEqual(many.slice(1, 13).map(({ id }) => id));
    expect([tiles[0]!.slot, tiles[0]!.difference]).toEqual([5, 'seed 1']);
    expect(leftOut).toContain('The first 12 of 13 runs');
    expect(picturedRuns(many.slice(0, 2), new Map(), new Set()).leftOut).toBeNull();
  });

  it('say why one has no picture', () => {
    const base = { ...run('a', 0), branch: null, origin: null, status: 'completed' } as RunSummary;
    expect(whyNoPicture(base, undefined)).toBeNull();
    expect(whyNoPicture(base, kept(0))).toBeNull();
    expect(whyNoPicture(base, [])).toContain('Run it again');
    expect(whyNoPicture({ ...base, origin: 'mlflow' } as RunSummary, [])).toContain('Only its numbers');
  });
});

describe('the grid of tiles', () => {
  const shape = { wordsPx: 40, ratio: 1, gapPx: 10, minWidthPx: 100 };

  it('has the number of columns with which all are in view and largest', () => {
    // 6 in 3 columns: min((620 - 20) / 3, (500 - 10) / 2 - 40) = 200; in 2: min(305, (500 - 20) / 3 - 40) = 120; in 6: 95.
    expect(tileGrid(6, 620, 500, shape)).toEqual({ columns: 3, widthPx: 200 });
    expect(tileGrid(1, 620, 500, shape)).toEqual({ columns: 1, widthPx: 460 });
  });

  it('scrolls if they would become too small', () => {
    expect(tileGrid(12, 620, 150, shape)).toEqual({ columns: 5, widthPx: 116 });
    expect(tileGrid(0, 620, 500, shape).columns).toBe(1);
  });
});

describe('weights', () => {
  const config = runConfigSchema.parse({
    layers: [{ kind: 'dense', units: 2 }, { kind: 'relu' }, { kind: 'dense', units: 3 }, { kind: 'softmax' }],
  });
  // Weights 3, -4, 0, 0 and biases; weights 1, ..., 1 and biases.
  const parameters = Float32Array.of(3, -4, 0, 0, 9, 9, 1, 1, 1, 1, 1, 1, 9, 9, 9);
  const moment = { snapshot: { epoch: 7, parameters }, note: 'epoch 7' };
  const weights = weightsAt({ config }, moment, [8, 1]);

  it('are counted on the axis of all runs, without biases', () => {
    const [first, second] = weights.layers;
    expect([first!.counted.edges[0], first!.counted.edges.at(-1)]).toEqual([-8, 8]);
    expect(first!.counted.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect([first!.l1, first!.l2, first!.largest, second!.l2]).toEqual([7, 5, 4, Math.sqrt(6)]);
  });

  it('of a diverged run stretch no axis but their own', () => {
    const reached = (id: string, status: RunSummary['status'], ...reach: number[]) => ({ id, name: id, status, reach }); // oxfmt-ignore
    const fine = [reached('a', 'completed', 3, 1), reached('b', 'running', 2, 4)];
    const shared = sharedReach([...fine, reached('c', 'diverged', 1e30, 1e9)]);
    expect([shared.reach, [...shared.apart]]).toEqual([[3, 4], ['c']]);
    expect(shared.note).toMatch(/diverged .*: c\.$/);
    expect(sharedReach(fine)).toEqual({ reach: [3, 4], apart: new Set(), note: null });
    // With nothing else to compare, diverged runs share an axis.
    expect(sharedReach([reached('c', 'diverged', 5), reached('d', 'diverged', 7)])).toMatchObject({
      reach: [7],
      note: null,
    });
    // Too few to be judged by their quartiles, then enough.
    const seven = Array.from({ length: 7 }, (_, at) => reached(`r${at}`, 'completed', 1 + at / 10));
    const wild = reached('wild', 'completed', 1e6);
    expect(sharedReach([...seven.slice(1), wild]).apart.size).toBe(0);
    expect([...sharedReach([...seven, wild]).apart]).toEqual(['wild']);
    // An axis of its own ends at its weights on both sides.
    const [layer] = weightsAt({ config }, moment, []).layers;
    expect([layer!.counted.edges[0], layer!.counted.edges.at(-1)]).toEqual([-4, 4]);
  });

  it('have their norms in note and table', () => {
    expect(weightsNote(moment, weights)).toBe('epoch 7 · L2 norms 5.000, 2.449');
    expect(weightsNote(moment, weights, true)).toBe('epoch 7 · own axis · L2 norms 5.000, 2.449');
    const { rows } = weightsTable([
      { run: { name: 'a' }, moment, weights },
      { run: { name: 'b' }, moment: undefined, weights: null },
    ]);
    expect(rows).toEqual([
      ['a', 7, 'dense 1', 4, 7, 5, 4],
      ['a', 7, 'dense 2', 6, 6, Math.sqrt(6), 1],
    ]);
  });

  it('have a norm over all layers at each kept epoch, along the axis', () => {
    const run = { id: 'a', name: 'a', config } as RunSummary;
    const tiles = [{ run, slot: 3, difference: '' }];
    const snapshots = new Map([['a', [moment.snapshot]]]);
    const [line] = createNormLines()(tiles, snapshots, () => ({ offset: 1, factor: 2 }));
    // sqrt(3^2 + 4^2 + 6 * 1^2)
    expect([line!.group, line!.slot, [...line!.epochs], [...line!.values]]).toEqual([
      'a',
      3,
      [15],
      [expect.closeTo(Math.sqrt(31), 12)],
    ]);
  });
});
