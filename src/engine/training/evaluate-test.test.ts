import { expect, it } from 'vitest';
import vectors from '../reference/optimizers.json' with { type: 'json' };
import { trainingConfigOf } from '../reference/reference-case.ts';
import { createTraining } from './create-training.ts';
import { drawStart, drawTestSet } from './draw-start.ts';
import { evaluateTest } from './evaluate-test.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { TrainingConfig } from './training-config.ts';

const config: TrainingConfig = { ...trainingConfigOf(vectors.adam.case, 20), test: { samplesPerClass: 15 } };

function train(of: TrainingConfig) {
  const training = createTraining(of);
  const rows = new Float64Array(20 * training.rowLength);
  training.advance(20, rows);
  return { training, rows };
}

it('changes nothing else: sets, weights and every metric stay the same', () => {
  expect(drawStart(config)).toEqual(drawStart({ ...config, test: null }));
  expect(train(config).rows).toEqual(train({ ...config, test: null }).rows);
});

it('evaluates the trained network on samples that neither set has', () => {
  const { training } = train(config);
  const { parameters } = training.state();
  const test = drawTestSet(config)!;
  expect(test.samples).toBe(15 * test.classes);
  const { validation } = drawStart(config);
  expect([...validation.inputs].includes(test.inputs[2]!)).toBe(false);

  // The same samples as the validation set of a training that ends with the same parameters.
  const readable = evaluateTest(config, parameters, { createNetwork: createLayeredNetwork })!;
  const fast = evaluateTest(config, parameters)!;
  expect(fast.dataLoss).toBeCloseTo(readable.dataLoss, 12);
  expect(fast.accuracy).toBe(readable.accuracy);
  const network = createLayeredNetwork(config, {
    training: test,
    validation: test,
    weights: drawStart(config).weights,
  });
  network.parameters.forEach((layer, index) => {
    layer.weights.set(parameters[2 * index]!);
    layer.biases.set(parameters[2 * index + 1]!);
  });
  expect(readable).toEqual(network.evaluate('validation'));
});

it('returns null without a test set, and refuses parameters of another network', () => {
  const { parameters } = train(config).training.state();
  expect(evaluateTest({ ...config, test: null }, parameters)).toBeNull();
  expect(() => evaluateTest(config, parameters.slice(0, -1))).toThrow('parameters; allowed:');
});
