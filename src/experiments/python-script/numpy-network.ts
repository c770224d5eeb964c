import { denseShapes, featuresOf, type LayerConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { dropoutMaskFunctions } from './dropout-text.ts';
import { initialScaleText } from './initial-scale-text.ts';
import { usedLambdas, usesL1, type UsedLambda } from './penalty-text.ts';
import { joinBlocks, joinLines, pythonFloat } from './python-text.ts';

/** Converts an array of float64 to the run's precision. */
export function asNumbers({ precision }: RunConfig, values: string): string {
  if (precision === 'float64') return values;
  return `${/^[\w.]+\([^()]*\)$|^\w+$/.test(values) ? values : `(${values})`}.astype(np.float32)`;
}

const hasDropout = ({ layers }: RunConfig): boolean => layers.some(({ kind }) => kind === 'dropout');

const signText = (config: RunConfig): string => `def sign(values):
    """-1 or 1; 1 for 0 as well."""
    return ${asNumbers(config, 'np.where(values >= 0, 1.0, -1.0)')}`;

const norms: Readonly<Record<UsedLambda['norm'], (values: string) => string>> = {
  L1: (values) => `np.abs(${values}).sum()`,
  L2: (values) => `(${values} ** 2).sum()`,
};
const slopes: Readonly<Record<UsedLambda['norm'], (lambda: string, values: string) => string>> = {
  L1: (lambda, values) => `${lambda} * sign(${values})`,
  L2: (lambda, values) => `2 * ${lambda} * ${values}`,
};

function denseClass(config: RunConfig): string {
  const used = usedLambdas(config);
  return joinLines([
    'class Dense:',
    `    """outputs = inputs . weights + biases${used.length > 0 ? ', with penalties on its parameters' : ''}."""`,
    '',
    `    def __init__(self, inputs, units${used.map(({ name }) => `, ${name}=0.0`).join('')}):`,
    `        self.weights = ${asNumbers(config, `${initialScaleText(config)} * random.randn(inputs, units)`)}`,
    `        self.biases = ${asNumbers(config, 'np.zeros(units)')}`,
    ...used.map(({ name }) => `        self.${name} = ${name}`),
    '',
    '    def forward(self, inputs):',
    '        self.inputs = inputs',
    '        return inputs @ self.weights + self.biases',
    '',
    '    def backward(self, gradient):',
    '        self.weight_gradient = self.inputs.T @ gradient',
    '        self.bias_gradient = gradient.sum(axis=0)',
    ...used.map(
      ({ name, of, norm }) =>
        `        self.${of === 'weights' ? 'weight' : 'bias'}_gradient += ${slopes[norm](`self.${name}`, `self.${of}`)}`,
    ),
    '        return gradient @ self.weights.T',
    ...(used.length === 0
      ? []
      : [
          '',
          '    def penalty(self):',
          '        return (',
          ...used.map(
            ({ name, of, norm }, index) =>
              `            ${index === 0 ? '' : '+ '}self.${name} * ${norms[norm](`self.${of}`)}`,
          ),
          '        )',
        ]),
  ]);
}

/** The class for each kind of layer; null for softmax, which is combined with the loss. */
const classes: Readonly<Record<LayerConfig['kind'], ((config: RunConfig) => string) | null>> = {
  dense: denseClass,
  relu: () => `class ReLU:
    """outputs = max(0, inputs)."""

    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, gradient):
        return np.where(self.inputs > 0, gradient, 0)`,
  leakyRelu: () => `class LeakyReLU:
    """outputs = inputs where they are above 0, else alpha * inputs."""

    def __init__(self, alpha):
        self.alpha = alpha

    def forward(self, inputs):
        self.inputs = inputs
        return np.where(inputs > 0, inputs, self.alpha * inputs)

    def backward(self, gradient):
        return np.where(self.inputs > 0, gradient, self.alpha * gradient)`,
  tanh: () => `class Tanh:
    """outputs = tanh(inputs)."""

    def forward(self, inputs):
        self.outputs = np.tanh(inputs)
        return self.outputs

    def backward(self, gradient):
        return gradient * (1 - self.outputs**2)`,
  sigmoid: () => `class Sigmoid:
    """outputs = 1 / (1 + exp(-inputs)), in a form that does not overflow."""

    def forward(self, inputs):
        tails = np.exp(-np.abs(inputs))
        self.outputs = np.where(inputs < 0, tails, 1) / (1 + tails)
        return self.outputs

    def backward(self, gradient):
        return gradient * self.outputs * (1 - self.outputs)`,
  dropout: (config) => `class Dropout:
    """While training, each output is 0 with probability \`rate\`, else divided by 1 - rate."""

    def __init__(self, rate, number):
        self.rate, self.number = rate, number

    def forward(self, inputs, update):
        self.mask = ${asNumbers(config, 'dropout_mask(self.rate, self.number, update, *inputs.shape)')}
        return inputs * self.mask

    def backward(self, gradient):
        return gradient * self.mask`,
  softmax: null,
};

const forwardText = `def forward(x):
    """Logits of each sample."""
    for layer in network:
        x = layer.forward(x)
    return x`;

const forwardWithDropout = `def forward(x, update=None):
    """Logits of each sample; with dropout in a training pass alone, whose number decides what is dropped."""
    for layer in network:
        if not isinstance(layer, Dropout):
            x = layer.forward(x)
        elif update is not None:
            x = layer.forward(x, update)
    return x`;

const softmaxText = `def softmax(logits):
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)`;

const measureText = `def measure(logits, labels):
    """Categorical cross-entropy and accuracy."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return float(losses.mean()), float((logits.argmax(axis=1) == labels).mean())`;

function trainingStep(config: RunConfig): string {
  const penalized = usedLambdas(config).length > 0;
  return joinLines([
    'def training_step(x, labels, learning_rate, update):',
    '    """Updates all parameters once. Returns the metrics of those before: data loss, penalty, accuracy."""',
    `    logits = forward(x${hasDropout(config) ? ', update' : ''})`,
    '    data_loss, accuracy = measure(logits, labels)',
    `    penalty = ${penalized ? 'float(sum(layer.penalty() for layer in dense_layers))' : '0.0'}`,
    '    if math.isfinite(data_loss + penalty):',
    '        # The gradient through loss and softmax together.',
    '        gradient = softmax(logits)',
    '        gradient[np.arange(len(labels)), labels] -= 1',
    '        gradient /= len(labels)',
    '        for layer in reversed(network):',
    '            gradient = layer.backward(gradient)',
    '        gradients = [g for layer in dense_layers for g in (layer.weight_gradient, layer.bias_gradient)]',
    '        optimize(gradients, learning_rate, update)',
    '    return data_loss, penalty, accuracy',
  ]);
}

const evaluateText = `def evaluate(x, labels):
    """Data loss and accuracy of the present parameters."""
    return measure(forward(x), labels)`;

/** Classes and functions that the network consists of, to be defined before it. */
export function numpyLayers(config: RunConfig): string {
  const kinds = [...new Set(config.layers.map(({ kind }) => kind))];
  return joinBlocks([
    usesL1(config) ? signText(config) : null,
    hasDropout(config) ? dropoutMaskFunctions : null,
    ...kinds.map((kind) => classes[kind]?.(config) ?? null),
  ]);
}

/** The network, with drawn weights. */
export function numpyNetwork(config: RunConfig): string {
  const shapes = denseShapes(config.layers, featuresOf(config.dataset));
  const used = usedLambdas(config);
  let denseLayers = 0;
  let dropouts = 0;
  const layers = config.layers.map((layer): string | null => {
    switch (layer.kind) {
      case 'dense': {
        const { inputs, units } = shapes[denseLayers++]!;
        const lambdas = used.filter(({ field }) => layer[field] > 0);
        const given = lambdas.map(({ name, field }) => `, ${name}=${pythonFloat(layer[field])}`);
        return `Dense(${inputs}, ${units}${given.join('')})`;
      }
      case 'relu':
        return 'ReLU()';
      case 'leakyRelu':
        return `LeakyReLU(${pythonFloat(layer.alpha)})`;
      case 'tanh':
        return 'Tanh()';
      case 'sigmoid':
        return 'Sigmoid()';
      case 'dropout':
        return `Dropout(${pythonFloat(layer.rate)}, number=${dropouts++})`;
      case 'softmax':
        return null;
    }
  });
  return joinLines([
    'network = [',
    ...layers.map((layer) => layer && `    ${layer},`),
    ']',
    'dense_layers = [layer for layer in network if isinstance(layer, Dense)]',
    'parameters = [values for layer in dense_layers for values in (layer.weights, layer.biases)]',
  ]);
}

/** Functions over the network. */
export function numpyPasses(config: RunConfig): string {
  return joinBlocks([
    hasDropout(config) ? forwardWithDropout : forwardText,
    softmaxText,
    measureText,
    evaluateText,
    trainingStep(config),
  ]);
}
