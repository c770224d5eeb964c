import { expect, it } from 'vitest';
import { drawStart, type StartConfig } from '../training/draw-start.ts';
import type { Initialization } from './initial-scale.ts';

const none = { weightRegularizerL1: 0, weightRegularizerL2: 0, biasRegularizerL1: 0, biasRegularizerL2: 0 };
const config: StartConfig = {
  dataset: { kind: 'spiral', samplesPerClass: 10, classes: 3, noise: 0.2, labelNoise: 0, positions: 'grid' },
  validation: { samplesPerClass: 5 },
  test: null,
  layers: [
    { kind: 'dense', units: 5, ...none },
    { kind: 'tanh' },
    { kind: 'dense', units: 3, ...none },
    { kind: 'softmax' },
  ],
  initialization: 'chapter',
  seed: 0,
};

/*
 * NumPy 2.4.6: np.random.seed(0); for _ in range(3): np.random.randn(10), which the spiral draws; then for each layer
 * scale * np.random.randn(inputs, units). First and last weight of each layer.
 */
const expected: Readonly<Record<Initialization, readonly number[]>> = {
  chapter: [0.001549474256969163, -0.0030230275057533556, -0.010485529650670926, -0.0002818222833865487],
  heNormal: [0.1549474256969163, -0.30230275057533557, -0.6631631233869965, -0.017824006217818503],
  xavierNormal: [0.0828228828457819, -0.1615876171046121, -0.5242764825335463, -0.014091114169327434],
};

it.each(Object.keys(expected) as Initialization[])('%s has the weights of NumPy', (initialization) => {
  const { weights } = drawStart({ ...config, initialization });
  expect(weights.flatMap((layer) => [layer[0], layer.at(-1)])).toEqual(expected[initialization]);
});

it('does not change either set', () => {
  const { training, validation } = drawStart(config);
  const other = drawStart({ ...config, initialization: 'xavierNormal' });
  expect(other.training).toEqual(training);
  expect(other.validation).toEqual(validation);
});
