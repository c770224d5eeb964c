import type { OptimizerConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { rateChanges } from './learning-rate-text.ts';
import { joinLines, pythonFloat } from './python-text.ts';

/** PyTorch's own optimizers that make the updates of src/engine/optimizers; weight decay is added by hand below. */
const optimizers: {
  readonly [Kind in OptimizerConfig['kind']]: (optimizer: Extract<OptimizerConfig, { kind: Kind }>) => string;
} = {
  sgd: ({ momentum, nesterov }) =>
    `SGD(model.parameters(), lr=LEARNING_RATE${momentum > 0 ? `, momentum=${pythonFloat(momentum)}` : ''}` +
    `${momentum > 0 && nesterov ? ', nesterov=True' : ''})`,
  adagrad: ({ epsilon }) => `Adagrad(model.parameters(), lr=LEARNING_RATE, eps=${pythonFloat(epsilon)})`,
  rmsprop: ({ rho, epsilon }) =>
    `RMSprop(model.parameters(), lr=LEARNING_RATE, alpha=${pythonFloat(rho)}, eps=${pythonFloat(epsilon)})`,
  adam: ({ beta1, beta2, epsilon }) =>
    `Adam(model.parameters(), lr=LEARNING_RATE, betas=(${pythonFloat(beta1)}, ${pythonFloat(beta2)}), eps=${pythonFloat(epsilon)})`,
};

/** The optimizer, and `optimize`. */
export function torchOptimizer(config: RunConfig): string {
  const { optimizer } = config;
  if (optimizer.kind === 'sgd' && optimizer.momentum > 0 && rateChanges(config)) {
    return momentumByHand(optimizer);
  }
  const create = optimizers[optimizer.kind] as (optimizer: OptimizerConfig) => string;
  return joinLines([
    `optimizer = torch.optim.${create(optimizer)}`,
    '',
    '',
    'def optimize(learning_rate):',
    ...weightDecay(optimizer),
    '    for group in optimizer.param_groups:',
    '        group["lr"] = learning_rate',
    '    optimizer.step()',
  ]);
}

function weightDecay({ weightDecay }: OptimizerConfig): string[] {
  if (weightDecay === 0) return [];
  return [
    '    # Decoupled weight decay, as torch.optim.AdamW has it.',
    '    with torch.no_grad():',
    '        for parameter in model.parameters():',
    `            parameter.mul_(1 - learning_rate * ${pythonFloat(weightDecay)})`,
  ];
}

function momentumByHand(optimizer: Extract<OptimizerConfig, { kind: 'sgd' }>): string {
  const momentum = pythonFloat(optimizer.momentum);
  return joinLines([
    '# The rate is part of the velocity here. torch.optim.SGD multiplies by it afterwards, which is another step',
    '# once the rate changes.',
    'velocities = [torch.zeros_like(parameter) for parameter in model.parameters()]',
    '',
    '',
    'def optimize(learning_rate):',
    ...weightDecay(optimizer),
    '    with torch.no_grad():',
    '        for parameter, velocity in zip(model.parameters(), velocities):',
    `            velocity.mul_(${momentum}).sub_(learning_rate * parameter.grad)`,
    optimizer.nesterov
      ? `            parameter.add_(${momentum} * velocity - learning_rate * parameter.grad)`
      : '            parameter.add_(velocity)',
  ]);
}
