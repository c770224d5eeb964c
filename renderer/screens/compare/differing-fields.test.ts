import { runConfigSchema } from '#api';
import { expect, it } from 'vitest';
import { differenceTexts, differingFields } from './differing-fields.ts';

const run = (lambda: number, seed: number, change: object = {}) => ({
  config: runConfigSchema.parse({
    layers: [{ kind: 'dense', units: 3, weightRegularizerL2: lambda }, { kind: 'softmax' }],
    seed,
    ...change,
  }),
});

it('has the fields that differ, with the shortest names that distinguish them', () => {
  const fields = differingFields([run(0, 0), run(1e-3, 4)]);
  expect(fields.map(({ path, short, values }) => [path, short, values])).toEqual([
    ['layers.0.weightRegularizerL2', 'L2', [0, 1e-3]],
    ['seed', 'seed', [0, 4]],
  ]);
  expect(differingFields([run(0, 1), run(0, 1)])).toEqual([]);
});

it('says what each run has, regularization first, and omits fields that some lack', () => {
  const sgd = { optimizer: { kind: 'sgd', momentum: 0.9 }, dataset: { kind: 'blobs' } };
  expect(differenceTexts([run(1e-5, 0), run(1e-3, 0)])).toEqual(['L2 1e-5', 'L2 1e-3']);
  const [, other] = differenceTexts([run(0, 0), run(0.1, 1, sgd)]);
  expect(other).toMatch(/^L2 0.1, /);
  expect(other).toMatch(/seed 1/);
  expect(other).not.toContain('momentum');
});
