import { presets, type RunConfig } from '#api';
import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { mountComposable } from '../../data/composable-fixture.ts';
import { forkRange, forkRules, forkStart, useForkEpoch, type Parent } from './fork-source.ts';

const { config } = presets[0]!;
const parent = {
  name: 'amber-otter-12',
  config,
  epochsDone: 10_001,
  branch: null,
  best: { epoch: 3120 },
  checkpoints: [{ epoch: 10_000, sizeBytes: 3000 }, { epoch: 4210, sizeBytes: 3000 }], // oxfmt-ignore
} as unknown as Parent;

describe('the epoch of a fork', () => {
  it('is one that the parent has', () => {
    expect(forkRange(parent)).toEqual({ min: 0, max: 10_001 });
    const branch = { parentId: 'x', parentName: null, epoch: 4000 };
    expect(forkRange({ ...parent, branch })).toEqual({ min: 4000, max: 10_001 });
  });
  async function epochAt(query: string, of: Parent = parent): Promise<number> {
    const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] });
    await router.push(`/${query}`);
    return mountComposable(() => useForkEpoch(of), {}, { plugins: [router] }).result.value;
  }
  it.each([
    ['', 3120],
    ['?at=4210', 4210],
    ['?at=20000', 10_001],
    ['?at=-3', 3120],
    ['?at=', 3120],
  ])('requested as %j starts at %i', async (query, epoch) => {
    expect(await epochAt(query)).toBe(epoch);
  });
  it('is the end if validation was never measured', async () => {
    expect(await epochAt('', { ...parent, best: null })).toBe(10_001);
  });
});

it('says how the fork gets to its epoch', () => {
  expect(forkStart(parent, 0)).toBe('Starts from the initial weights.');
  expect(forkStart(parent, 4210)).toBe('Starts from the checkpoint at epoch 4,210.');
  expect(forkStart(parent, 4211)).toMatch(/replays 1 epoch from the checkpoint at epoch 4,210 first/);
  expect(forkStart(parent, 3120)).toMatch(/replays 3,120 epochs from the start first/);
  const branch = { parentId: 'x', parentName: null, epoch: 3000 };
  expect(forkStart({ ...parent, branch }, 3120)).toMatch(/replays epochs of its ancestors first/);
  expect(forkStart({ ...parent, branch }, 4210)).toBe('Starts from the checkpoint at epoch 4,210.');
});

describe('the rules of a fork', () => {
  const rules = forkRules(parent, () => 3120);
  const child: RunConfig = { ...config, name: 'another name' };

  it.each([
    'seed',
    'precision',
    'dataset.noise',
    'validation.samplesPerClass',
    'layers.0.units',
    'layers.0.kind',
  ])('lock %s', (path) => expect(rules.isLocked(path)).toBe(true));
  it.each([
    'layers.0.weightRegularizerL2',
    'layers.2.rate',
    'optimizer.kind',
    'optimizer.weightDecay',
    'epochs',
    'batchSize',
    'evaluateEvery',
    'earlyStopping.patience',
  ])('leave %s open', (path) => expect(rules.isLocked(path)).toBe(false));

  it('find nothing wrong with an unchanged config', () => {
    expect(rules.check(child)).toEqual([]);
    expect(
      rules.check({
        ...child,
        earlyStopping: { patience: 10, metric: 'validationLoss', minDelta: 0, restoreBest: false },
        batchSize: 32,
      }),
    ).toEqual([]);
  });
  it('name what a fork may not change, and epochs that are over', () => {
    expect(rules.check({ ...child, seed: 1, epochs: 3120 }).map((issue) => issue.path)).toEqual([
      'epochs',
      'seed',
    ]);
  });
});
