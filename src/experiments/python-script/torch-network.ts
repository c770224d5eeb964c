import { denseShapes, featuresOf, type LayerConfig } from '#engine';
import type { RunConfig } from '../run-config.ts';
import { dropoutMaskFunctions } from './dropout-text.ts';
import { initialScaleText } from './initial-scale-text.ts';
import { usedLambdas, usesL1 } from './penalty-text.ts';
import { joinBlocks, joinLines, pythonFloat } from './python-text.ts';

const linearText = (config: RunConfig): string => `def linear(inputs, units):
    """A dense layer with the run's initial weights; PyTorch keeps them transposed."""
    layer = nn.Linear(inputs, units)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(${initialScaleText(config)} * random.randn(inputs, units).T))
        layer.bias.zero_()
    return layer`;

const dropoutText = `class Dropout(nn.Module):
    """nn.Dropout with the run's own masks; \`update\` is set before each training pass."""

    update = 0

    def __init__(self, rate, number):
        super().__init__()
        self.rate, self.number = rate, number

    def forward(self, inputs):
        if not self.training:
            return inputs
        mask = dropout_mask(self.rate, self.number, Dropout.update, *inputs.shape)
        return inputs * torch.from_numpy(mask).to(inputs.dtype)`;

const l1Text = `def l1(values):
    """The sum of absolute values, with slope 1 at 0 (torch.abs has 0 there)."""
    return (values * torch.where(values >= 0, 1.0, -1.0)).sum()`;

/** The definition that each kind needs; null if PyTorch has it. */
const definitions: Readonly<Record<LayerConfig['kind'], ((config: RunConfig) => readonly string[]) | null>> =
  {
    dense: (config) => [linearText(config)],
    relu: null,
    leakyRelu: null,
    tanh: null,
    sigmoid: null,
    dropout: () => [dropoutMaskFunctions, dropoutText],
    softmax: null,
  };

/** Functions and classes that the network consists of, to be defined before it. */
export function torchLayers(config: RunConfig): string {
  const kinds = [...new Set(config.layers.map(({ kind }) => kind))];
  return joinBlocks([
    ...kinds.flatMap((kind) => definitions[kind]?.(config) ?? []),
    usesL1(config) ? l1Text : null,
  ]);
}

/** The network, with drawn weights. */
export function torchNetwork(config: RunConfig): string {
  const shapes = denseShapes(config.layers, featuresOf(config.dataset));
  let denseLayers = 0;
  let dropouts = 0;
  const layers = config.layers.map((layer): string | null => {
    switch (layer.kind) {
      case 'dense': {
        const { inputs, units } = shapes[denseLayers++]!;
        return `linear(${inputs}, ${units})`;
      }
      case 'relu':
        return 'nn.ReLU()';
      case 'leakyRelu':
        return `nn.LeakyReLU(${pythonFloat(layer.alpha)})`;
      case 'tanh':
        return 'nn.Tanh()';
      case 'sigmoid':
        return 'nn.Sigmoid()';
      case 'dropout':
        return `Dropout(${pythonFloat(layer.rate)}, number=${dropouts++})`;
      case 'softmax':
        return null;
    }
  });
  return joinLines(['model = nn.Sequential(', ...layers.map((layer) => layer && `    ${layer},`), ')']);
}

/** Both sets as tensors. */
export const torchSets = `x_train, x_validation = (torch.tensor(x, dtype=torch.get_default_dtype()) for x in (x_train, x_validation))
y_train, y_validation = torch.from_numpy(y_train), torch.from_numpy(y_validation)`;

function penaltyFunction(config: RunConfig): string | null {
  const used = usedLambdas(config);
  if (used.length === 0) return null;
  const terms = config.layers.flatMap((layer, index) =>
    layer.kind !== 'dense'
      ? []
      : used
          .filter(({ field }) => layer[field] > 0)
          .map(({ field, of, norm }) => {
            const values = `model[${index}].${of === 'weights' ? 'weight' : 'bias'}`;
            const size = norm === 'L1' ? `l1(${values})` : `(${values} ** 2).sum()`;
            return `${pythonFloat(layer[field])} * ${size}`;
          }),
  );
  return joinLines([
    'def regularization():',
    '    """The penalties of all layers."""',
    '    return (',
    ...terms.map((term, index) => `        ${index === 0 ? '' : '+ '}${term}`),
    '    )',
  ]);
}

const measureText = `def measure(logits, labels):
    """Categorical cross-entropy and accuracy."""
    return nn.functional.cross_entropy(logits, labels), (logits.argmax(dim=1) == labels).double().mean()`;

const evaluateText = `def evaluate(x, labels):
    """Data loss and accuracy of the present parameters."""
    model.eval()
    with torch.no_grad():
        loss, accuracy = measure(model(x), labels)
    model.train()
    return loss.item(), accuracy.item()`;

function trainingStep(config: RunConfig): string {
  const penalized = usedLambdas(config).length > 0;
  return joinLines([
    'def training_step(x, labels, learning_rate, update):',
    '    """Updates all parameters once. Returns the metrics of those before: data loss, penalty, accuracy."""',
    config.layers.some(({ kind }) => kind === 'dropout') ? '    Dropout.update = update' : null,
    '    data_loss, accuracy = measure(model(x), labels)',
    penalized ? '    penalty = regularization()' : null,
    `    loss = data_loss${penalized ? ' + penalty' : ''}`,
    '    if torch.isfinite(loss):',
    '        model.zero_grad()',
    '        loss.backward()',
    '        optimize(learning_rate)',
    `    return data_loss.item(), ${penalized ? 'penalty.item()' : '0.0'}, accuracy.item()`,
  ]);
}

/** Functions over the network. */
export function torchPasses(config: RunConfig): string {
  return joinBlocks([penaltyFunction(config), measureText, evaluateText, trainingStep(config)]);
}
