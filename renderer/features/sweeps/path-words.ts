import type { RunConfig } from '#api';

type Base = Pick<RunConfig, 'layers'>;

/** What a config path is called. */
export interface PathWords {
  /** `L2 on weights of layer 1` */
  readonly long: string;
  /** Where room is short: `L2`. */
  readonly short: string;
  readonly group: 'Penalties' | 'Data' | 'Network' | 'Optimizer' | 'Training';
}

const lambdaFields: Readonly<Record<string, readonly [lambda: string, of: string]>> = {
  weightRegularizerL1: ['L1', 'weights'],
  weightRegularizerL2: ['L2', 'weights'],
  biasRegularizerL1: ['L1', 'biases'],
  biasRegularizerL2: ['L2', 'biases'],
};

const fields: Readonly<Record<string, PathWords>> = {
  'dataset.kind': { long: 'Kind of data', short: 'data', group: 'Data' },
  'dataset.samplesPerClass': { long: 'Training samples per class', short: 'samples', group: 'Data' },
  'dataset.classes': { long: 'Classes', short: 'classes', group: 'Data' },
  'dataset.noise': { long: 'Noise', short: 'noise', group: 'Data' },
  'dataset.labelNoise': { long: 'Label noise', short: 'label noise', group: 'Data' },
  'dataset.factor': { long: 'Size of the inner circle', short: 'factor', group: 'Data' },
  'dataset.trainingShare': { long: 'Share of the training rows used', short: 'share', group: 'Data' },
  'dataset.standardize': { long: 'Standardize features', short: 'standardize', group: 'Data' },
  'dataset.stratified': { long: 'Split each class alike', short: 'stratified', group: 'Data' },
  'validation.samplesPerClass': { long: 'Validation samples per class', short: 'validation', group: 'Data' },
  'validation.share': { long: 'Share held out for validation', short: 'validation', group: 'Data' },
  'test.samplesPerClass': { long: 'Test samples per class', short: 'test', group: 'Data' },
  'test.share': { long: 'Share held out for the test', short: 'test', group: 'Data' },
  'optimizer.kind': { long: 'Optimizer', short: 'optimizer', group: 'Optimizer' },
  'optimizer.learningRate': { long: 'Learning rate', short: 'learning rate', group: 'Optimizer' },
  'optimizer.decay': { long: 'Learning rate decay', short: 'decay', group: 'Optimizer' },
  'optimizer.weightDecay': { long: 'Decoupled weight decay', short: 'weight decay', group: 'Optimizer' },
  'optimizer.momentum': { long: 'Momentum', short: 'momentum', group: 'Optimizer' },
  'optimizer.nesterov': { long: 'Nesterov momentum', short: 'nesterov', group: 'Optimizer' },
  'optimizer.epsilon': { long: 'Epsilon', short: 'epsilon', group: 'Optimizer' },
  'optimizer.rho': { long: 'Rho', short: 'rho', group: 'Optimizer' },
  'optimizer.beta1': { long: 'Beta 1', short: 'beta 1', group: 'Optimizer' },
  'optimizer.beta2': { long: 'Beta 2', short: 'beta 2', group: 'Optimizer' },
  epochs: { long: 'Epochs', short: 'epochs', group: 'Training' },
  batchSize: { long: 'Batch size', short: 'batch size', group: 'Training' },
  evaluateEvery: { long: 'Epochs between validations', short: 'validate every', group: 'Training' },
  'earlyStopping.patience': { long: 'Patience of early stopping', short: 'patience', group: 'Training' },
  precision: { long: 'Precision', short: 'precision', group: 'Training' },
};

/** The words for a path; one that has none is called by itself. Layers are numbered as people count dense layers, from 1. */
export function pathWords(path: string, base: Base): PathWords {
  const known = fields[path];
  if (known) return known;
  const [head, at, field = ''] = path.split('.');
  if (head !== 'layers') return { long: path, short: path, group: 'Training' };
  const index = Number(at);
  const layer = base.layers.slice(0, index + 1).filter(({ kind }) => kind === 'dense').length;
  const lambda = lambdaFields[field];
  if (lambda) {
    return { long: `${lambda[0]} on ${lambda[1]} of layer ${layer}`, short: lambda[0], group: 'Penalties' };
  }
  if (field === 'units') return { long: `Units of layer ${layer}`, short: 'units', group: 'Network' };
  if (field === 'rate') return { long: `Dropout after layer ${layer}`, short: 'dropout', group: 'Penalties' };
  return { long: path, short: path, group: 'Network' };
}

/** What paths that move together are called in short: `L2`, `L1 and L2`. */
export function shortNames(paths: readonly string[], base: Base): string {
  return [...new Set(paths.map((path) => pathWords(path, base).short))].join(' and ');
}

/** The same at length: `L2 on weights and biases of layer 1`; three and more are counted. */
export function longNames(paths: readonly string[], base: Base): string {
  const long = paths.map((path) => pathWords(path, base).long);
  const [first = '', second] = long;
  if (second === undefined) return first;
  if (long.length > 2) return `${shortNames(paths, base)}, ${long.length} paths together`;
  const [weights, biases] = [' on weights of ', ' on biases of '];
  return first.replace(weights, biases) === second
    ? first.replace(weights, ' on weights and biases of ')
    : `${first} and ${second}`;
}

/** What the L2 factors at these paths square and sum: `weights of layer 1`; null where any is something else. */
export function squaredBy(paths: readonly string[], base: Base): string | null {
  if (paths.length === 0 || paths.some((path) => !path.endsWith('RegularizerL2'))) return null;
  return paths.length > 2
    ? `${paths.length} paths together`
    : longNames(paths, base).replaceAll('L2 on ', '');
}

/** True for a path whose value is the strength of a regularization: the more, the simpler the network is kept. */
export function isStrength(path: string): boolean {
  const field = path.split('.').at(-1)!;
  return field in lambdaFields || field === 'rate' || path === 'optimizer.weightDecay';
}

/** True for a penalty factor or a rate that is best varied in equal ratios. */
export function isLogarithmic(path: string): boolean {
  const field = path.split('.').at(-1)!;
  return field in lambdaFields || ['weightDecay', 'learningRate', 'epsilon'].includes(field);
}
