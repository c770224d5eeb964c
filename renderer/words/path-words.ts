import {
  denseLayerName,
  isActivationKind,
  layerName,
  type Lambdas,
  type NamedLayers,
  type PenaltyPart,
} from '#api';
import type { ConfigField, LayerNumber } from './config-fields.ts';
import { capitalize, uncapitalize } from './format.ts';

type Base = { readonly layers: NamedLayers };

/** The names of a config path. */
export interface PathWords {
  /** `L2 on weights of dense 1` */
  readonly long: string;
  /** If room is short: `L2`. */
  readonly short: string;
  readonly group: 'Penalties' | 'Data' | 'Network' | 'Optimizer' | 'Training';
}

/** The penalty factors of a dense layer: their fields, norms, what these are of, and their parts of the penalty. */
export const lambdaWords = [
  { field: 'weightRegularizerL1', norm: 'L1', of: 'weights', part: 'weightL1' },
  { field: 'weightRegularizerL2', norm: 'L2', of: 'weights', part: 'weightL2' },
  { field: 'biasRegularizerL1', norm: 'L1', of: 'biases', part: 'biasL1' },
  { field: 'biasRegularizerL2', norm: 'L2', of: 'biases', part: 'biasL2' },
] as const satisfies readonly { field: keyof Lambdas; norm: string; of: string; part: PenaltyPart }[];

/** Their labels in forms and tables: `Weights L1`. */
export const lambdaLabels = lambdaWords.map(({ field, norm, of }) => {
  return { key: field, label: `${capitalize(of)} ${norm}` };
});

const lambdaFields: Readonly<Record<string, readonly [lambda: string, of: string]>> = Object.fromEntries(
  lambdaWords.map(({ field, norm, of }) => [field, [norm, of]]),
);

/** The numbers of layers, in the order of the form, each with what follows it there. */
const layerNumbers: Readonly<
  Record<
    LayerNumber,
    {
      readonly name: string;
      readonly short: string;
      readonly unit: string;
      readonly group: PathWords['group'];
    }
  >
> = {
  alpha: { name: 'slope', short: 'slope', unit: 'slope below 0', group: 'Network' },
  rate: { name: 'rate', short: 'dropout', unit: 'dropped', group: 'Penalties' },
};
export const layerNumberWords = (Object.keys(layerNumbers) as LayerNumber[]).map((field) => ({
  field,
  ...layerNumbers[field],
}));

const fields: Readonly<Record<ConfigField | 'layers', PathWords>> = {
  layers: { long: 'Layers', short: 'layers', group: 'Network' },
  initialization: { long: 'Initial weights', short: 'initial weights', group: 'Network' },
  seed: { long: 'Seed', short: 'seed', group: 'Training' },
  'dataset.kind': { long: 'Kind of data', short: 'data', group: 'Data' },
  'dataset.samplesPerClass': { long: 'Training samples per class', short: 'samples', group: 'Data' },
  'dataset.classes': { long: 'Classes', short: 'classes', group: 'Data' },
  'dataset.noise': { long: 'Noise', short: 'noise', group: 'Data' },
  'dataset.labelNoise': { long: 'Label noise', short: 'label noise', group: 'Data' },
  'dataset.positions': { long: 'Positions of held-out samples', short: 'positions', group: 'Data' },
  'dataset.factor': { long: 'Size of the inner circle', short: 'factor', group: 'Data' },
  'dataset.trainingShare': { long: 'Share of the training rows used', short: 'share', group: 'Data' },
  'dataset.standardize': { long: 'Standardize features', short: 'standardize', group: 'Data' },
  'dataset.stratified': { long: 'Split each class alike', short: 'stratified', group: 'Data' },
  'validation.samplesPerClass': { long: 'Validation samples per class', short: 'validation', group: 'Data' },
  'validation.folds': { long: 'Number of folds', short: 'folds', group: 'Data' },
  'validation.fold': { long: 'Fold held out for validation', short: 'fold', group: 'Data' },
  'validation.repeat': { long: 'Repeat of the folds', short: 'repeat', group: 'Data' },
  'validation.share': { long: 'Share held out for validation', short: 'validation', group: 'Data' },
  'test.samplesPerClass': { long: 'Test samples per class', short: 'test', group: 'Data' },
  'test.share': { long: 'Share held out for the test', short: 'test', group: 'Data' },
  'optimizer.kind': { long: 'Optimizer', short: 'optimizer', group: 'Optimizer' },
  'optimizer.learningRate': { long: 'Learning rate', short: 'learning rate', group: 'Optimizer' },
  'optimizer.decay': { long: 'The chapter’s compounding decay', short: 'decay', group: 'Optimizer' },
  'optimizer.schedule': { long: 'Learning-rate schedule', short: 'schedule', group: 'Optimizer' },
  'optimizer.schedule.kind': { long: 'Learning-rate schedule', short: 'schedule', group: 'Optimizer' },
  'optimizer.schedule.decay': { long: 'Inverse-time decay', short: 'decay', group: 'Optimizer' },
  'optimizer.schedule.factor': { long: 'Factor of the schedule', short: 'factor', group: 'Optimizer' },
  'optimizer.schedule.everyUpdates': { long: 'Updates between steps', short: 'every', group: 'Optimizer' },
  'optimizer.schedule.minimum': { long: 'Rate of the last update', short: 'minimum', group: 'Optimizer' },
  'optimizer.schedule.warmupUpdates': { long: 'Updates of warm-up', short: 'warm-up', group: 'Optimizer' },
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
  'earlyStopping.metric': { long: 'Metric of early stopping', short: 'metric', group: 'Training' },
  'earlyStopping.minDelta': {
    long: 'Least improvement of early stopping',
    short: 'min. delta',
    group: 'Training',
  },
  'earlyStopping.restoreBest': { long: 'Restore the best epoch', short: 'restore best', group: 'Training' },
  'earlyStopping.patience': { long: 'Patience of early stopping', short: 'patience', group: 'Training' },
  precision: { long: 'Precision', short: 'precision', group: 'Training' },
};

/** The words for a path; one without words is named by itself. */
export function pathWords(path: string, base: Base): PathWords {
  return wordsOf(path, nameOfLayer(path, base));
}

/** The words for a path, given the name of its layer; null if it belongs to no known layer. */
function wordsOf(path: string, layer: string | null): PathWords {
  if (Object.hasOwn(fields, path)) return fields[path as keyof typeof fields];
  const [head, , field] = path.split('.');
  if (head !== 'layers') return { long: path, short: path, group: 'Training' };
  const long = (words: string): string => (layer === null ? path : words);
  const lambda = lambdaFields[field ?? ''];
  if (lambda) {
    return { long: long(`${lambda[0]} on ${lambda[1]} of ${layer}`), short: lambda[0], group: 'Penalties' };
  }
  if (field === 'units') return { long: long(`Units of ${layer}`), short: 'units', group: 'Network' };
  if (field === 'kind')
    return { long: long(`Activation of ${layer}`), short: 'activation', group: 'Network' };
  if (field === 'rate') return { ...layerNumbers.rate, long: capitalize(layer ?? path) };
  if (Object.hasOwn(layerNumbers, field ?? '')) {
    const number = layerNumbers[field as LayerNumber];
    return { ...number, long: long(`${capitalize(number.name)} of ${layer}`) };
  }
  return { long: field === undefined ? capitalize(layer ?? path) : path, short: path, group: 'Network' };
}

/**
 * The name of a path's layer, null if it has none. The kind of an activation belongs to its dense layer, whatever is there; the kinds of
 * other layers have no name.
 */
function nameOfLayer(path: string, { layers }: Base): string | null {
  const index = layerAt(path);
  if (!(index in layers)) return null;
  if (!path.endsWith('.kind')) return layerName(layers, index);
  if (!isActivationKind(layers[index]!.kind)) return null;
  return denseLayerName(layers.slice(0, index).filter(({ kind }) => kind === 'dense').length - 1);
}

/** The index of a path's layer among all layers, from 0; NaN if it has none. */
function layerAt(path: string): number {
  return path.startsWith('layers.') ? Number(path.split('.')[1]) : NaN;
}

/** The layer of a path, if all configs that have the path mean the same one by it; otherwise null. */
export function sharedLayerName(path: string, configs: readonly Base[]): string | null {
  const [index, field = ''] = [layerAt(path), path.split('.')[2]];
  const having = configs.filter(({ layers }) => Object.hasOwn(layers[index] ?? {}, field));
  const names = new Set(having.map((config) => nameOfLayer(path, config)));
  return names.size === 1 ? [...names][0]! : null;
}

/** The name of a path in all of these configs; the path itself if it means different layers in different configs. */
export function sharedLongName(path: string, configs: readonly Base[]): string {
  const layer = sharedLayerName(path, configs);
  return layer === null && path.startsWith('layers.') ? path : wordsOf(path, layer).long;
}

/** The name of a path outside the layers, within a sentence: `training samples per class`. */
export const nameInSentence = (path: string): string => uncapitalize(pathWords(path, { layers: [] }).long);

/** The short name of paths that move together: `L2`, `L1 and L2`. */
export function shortNames(paths: readonly string[], base: Base): string {
  return [...new Set(paths.map((path) => pathWords(path, base).short))].join(' and ');
}

/** The long name: `L2 on weights and biases of dense 1`; three or more are counted. */
export function longNames(paths: readonly string[], base: Base): string {
  const long = paths.map((path) => pathWords(path, base).long);
  const [first = '', second] = long;
  if (second === undefined) return first;
  if (long.length > 2)
    return lambdaNames(paths, base) ?? `${shortNames(paths, base)}, ${long.length} settings together`;
  const [weights, biases] = [' on weights of ', ' on biases of '];
  return first.replace(weights, biases) === second
    ? first.replace(weights, ' on weights and biases of ')
    : `${first} and ${second}`;
}

/** `L1 and L2 on weights and biases of dense 1`, if the paths are exactly these; otherwise null. */
function lambdaNames(paths: readonly string[], base: Base): string | null {
  const lambdas = paths.map((path) => lambdaFields[path.split('.').at(-1)!] ?? []);
  const parts = [
    lambdas.map(([norm]) => norm).toSorted(),
    lambdas
      .map(([, of]) => of)
      .toSorted()
      .reverse(), // weights, then biases
    paths.map((path) => nameOfLayer(path, base)),
  ].map((names) => [...new Set(names)]);
  const isEvery = parts.reduce((count, { length }) => count * length, 1) === paths.length;
  if (!isEvery || parts.flat().some((name) => (name ?? null) === null)) return null;
  const [norms, of, layers] = parts.map((names) => names.join(' and '));
  return `${norms} on ${of} of ${layers}`;
}

/** What the L2 factors at these paths square and sum: `weights of dense 1`; null if any of them is something else. */
export function squaredBy(paths: readonly string[], base: Base): string | null {
  if (paths.length === 0 || paths.some((path) => !path.endsWith('RegularizerL2'))) return null;
  return paths.length > 2 && lambdaNames(paths, base) === null
    ? `${paths.length} groups of parameters`
    : longNames(paths, base).replaceAll('L2 on ', '');
}

/** True for a path whose value is a regularization strength: the larger, the simpler the network is kept. */
export function isStrength(path: string): boolean {
  const field = path.split('.').at(-1)!;
  return field in lambdaFields || field === 'rate' || path === 'optimizer.weightDecay';
}

/** True for a penalty factor or a rate that is best varied in equal ratios. */
export function isLogarithmic(path: string): boolean {
  const field = path.split('.').at(-1)!;
  return field in lambdaFields || ['weightDecay', 'learningRate', 'epsilon'].includes(field);
}
