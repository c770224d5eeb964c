import type { OptimizerConfig } from '#engine';
import { joinLines, pythonFloat } from './python-text.ts';

/** Names in scripts for an optimizer's moments: for one parameter, and for all. */
const pluralOf = { velocity: 'velocities', mean: 'means', square: 'squares' } as const;

interface Rule {
  readonly docstring: string;
  /** Its moments for each parameter, in order. */
  readonly moments: readonly (keyof typeof pluralOf)[];
  /** The update of `parameter` by `gradient`, in place. */
  readonly lines: readonly string[];
}

/** The rules of src/engine/optimizers, in NumPy. */
const rules: {
  readonly [Kind in OptimizerConfig['kind']]: (optimizer: Extract<OptimizerConfig, { kind: Kind }>) => Rule;
} = {
  sgd: ({ momentum, nesterov }) =>
    momentum === 0
      ? {
          docstring: 'Plain gradient descent.',
          moments: [],
          lines: ['parameter -= learning_rate * gradient'],
        }
      : {
          docstring: `Gradient descent with ${nesterov ? 'Nesterov ' : ''}momentum.`,
          moments: ['velocity'],
          lines: [
            `velocity[:] = ${pythonFloat(momentum)} * velocity - learning_rate * gradient`,
            nesterov
              ? `parameter += ${pythonFloat(momentum)} * velocity - learning_rate * gradient`
              : 'parameter += velocity',
          ],
        },
  adagrad: ({ epsilon }) => ({
    docstring: 'Adagrad.',
    moments: ['square'],
    lines: [
      'square += gradient**2',
      `parameter -= learning_rate * gradient / (np.sqrt(square) + ${pythonFloat(epsilon)})`,
    ],
  }),
  rmsprop: ({ rho, epsilon }) => ({
    docstring: 'RMSprop.',
    moments: ['square'],
    lines: [
      `square[:] = ${pythonFloat(rho)} * square + (1 - ${pythonFloat(rho)}) * gradient**2`,
      `parameter -= learning_rate * gradient / (np.sqrt(square) + ${pythonFloat(epsilon)})`,
    ],
  }),
  adam: ({ beta1, beta2, epsilon }) => ({
    docstring: 'Adam.',
    moments: ['mean', 'square'],
    lines: [
      `mean[:] = ${pythonFloat(beta1)} * mean + (1 - ${pythonFloat(beta1)}) * gradient`,
      `square[:] = ${pythonFloat(beta2)} * square + (1 - ${pythonFloat(beta2)}) * gradient**2`,
      '# Both start at 0, which is undone.',
      `corrected_mean = mean / (1 - ${pythonFloat(beta1)} ** (update + 1))`,
      `corrected_square = square / (1 - ${pythonFloat(beta2)} ** (update + 1))`,
      `parameter -= learning_rate * corrected_mean / (np.sqrt(corrected_square) + ${pythonFloat(epsilon)})`,
    ],
  }),
};

/** The optimizer's moments, and `optimize`. */
export function numpyOptimizer(optimizer: OptimizerConfig): string {
  const rule = rules[optimizer.kind] as (optimizer: OptimizerConfig) => Rule;
  const { docstring, moments, lines } = rule(optimizer);
  const { weightDecay } = optimizer;
  const each = moments.join(', ');
  const all = moments.map((name) => pluralOf[name]).join(', ');
  return joinLines([
    ...moments.map((name) => `${pluralOf[name]} = [np.zeros_like(parameter) for parameter in parameters]`),
    ...(moments.length === 0 ? [] : ['', '']),
    'def optimize(gradients, learning_rate, update):',
    `    """${docstring} Changes the parameters in place."""`,
    moments.length === 0
      ? '    for parameter, gradient in zip(parameters, gradients):'
      : `    for parameter, gradient, ${each} in zip(parameters, gradients, ${all}):`,
    weightDecay === 0
      ? null
      : `        parameter -= learning_rate * ${pythonFloat(weightDecay)} * parameter  # decoupled weight decay`,
    ...lines.map((line) => `        ${line}`),
  ]);
}
