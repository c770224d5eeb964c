import { describe, expect, it } from 'vitest';
import { relativeDifference } from '../reference/closeness.ts';
import type { OptimizerConfig } from '../training/training-config.ts';
import { createOptimizer, momentCount } from './index.ts';

const base = { learningRate: 0.1, decay: 0, schedule: null, weightDecay: 0.02 };
const adam = { ...base, kind: 'adam', epsilon: 1e-7, beta1: 0.9, beta2: 0.999 } as const;
const momentum = { ...base, kind: 'sgd', momentum: 0.9, nesterov: false } as const;
const adagrad = { ...base, kind: 'adagrad', epsilon: 1e-7 } as const;
const rmsprop = { ...base, kind: 'rmsprop', epsilon: 1e-7, rho: 0.9 } as const;
const start = [1, -2, 0.5];
const gradients = [
  [0.3, -0.1, 0],
  [-0.2, 0.4, 1.5],
  [0.05, 0, -0.7],
];

function threeSteps(config: OptimizerConfig): Float64Array {
  const parameters = Float64Array.from(start);
  const optimizer = createOptimizer(config, 3, 'float64');
  gradients.forEach((gradient, step) =>
    optimizer.update(parameters, Float64Array.from(gradient), config.learningRate, step),
  );
  return parameters;
}

describe('decoupled weight decay', () => {
  // PyTorch 1.13.0 in float64, p = [1, -2, 0.5] and three steps with the gradients above.
  it.each([
    // torch.optim.AdamW([p], lr=0.1, betas=(0.9, 0.999), eps=1e-7, weight_decay=0.02)
    ['adam', adam, [0.8601410122304416, -1.9875118772386944, 0.3976459532529175]],
    // The others after p.data.mul_(1 - 0.1 * 0.02): torch.optim.SGD([p], lr=0.1, momentum=0.9)
    ['sgd', momentum, [0.9458458719999999, -2.036901944, 0.28230599599999995]],
    // torch.optim.Adagrad([p], lr=0.1, eps=1e-7)
    ['adagrad', adagrad, [0.9360346368082731, -1.9852438816324571, 0.43949454663170084]],
    // torch.optim.RMSprop([p], lr=0.1, alpha=0.9, eps=1e-7)
    ['rmsprop', rmsprop, [0.8131300090426078, -1.9801375470011027, 0.3209926048148646]],
  ] as const)("is PyTorch's for %s", (_name, config, expected) => {
    threeSteps(config).forEach((value, index) =>
      expect(relativeDifference(value, expected[index]!)).toBeLessThan(1e-13),
    );
  });

  it('also shrinks a parameter without a gradient, and is not L2: the moments never see it', () => {
    const parameters = Float64Array.of(8);
    const optimizer = createOptimizer(adam, 1, 'float64');
    optimizer.update(parameters, Float64Array.of(0), 0.1, 0);
    expect(parameters[0]).toBe(8 - 0.1 * 0.02 * 8);
    expect(optimizer.moments).toEqual([Float64Array.of(0), Float64Array.of(0)]);
  });

  it('uses the learning rate of the update', () => {
    const parameters = Float64Array.of(8);
    createOptimizer(momentum, 1, 'float64').update(parameters, Float64Array.of(0), 0.5, 0);
    expect(parameters[0]).toBe(8 - 0.5 * 0.02 * 8);
  });
});

it.each([
  [{ ...momentum, momentum: 0 }, 0],
  [momentum, 1],
  [adagrad, 1],
  [rmsprop, 1],
  [adam, 2],
] as const)('%o keeps %i numbers for each parameter', (config, count) => {
  expect(momentCount(config)).toBe(count);
});
