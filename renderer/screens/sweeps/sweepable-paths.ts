import {
  activationKinds,
  changeConfigPaths,
  datasetSchema,
  flattenConfig,
  isActivation,
  kindsOf,
  optimizerSchema,
  parseRunConfig,
  runConfigSchema,
  scheduleSchema,
  type ConfigValue,
  type RunConfig,
} from '#api';
import { isLogarithmic, longNames, pathWords, type PathWords } from '#words';

/** Something that an axis can vary: a path of the base, or several that belong together. */
export interface SweepChoice {
  readonly paths: readonly string[];
  readonly words: string;
  readonly group: PathWords['group'] | 'Penalties together';
  /** The base's own value; undefined if several paths have different values. */
  readonly value: ConfigValue | undefined;
}

/** Paths whose value is a word: the other words possible there. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  'dataset.kind': kindsOf(datasetSchema).filter((kind) => kind !== 'table'),
  'dataset.positions': ['grid', 'random'],
  'optimizer.kind': kindsOf(optimizerSchema),
  'optimizer.schedule.kind': kindsOf(scheduleSchema),
  'earlyStopping.metric': ['validationLoss', 'validationAccuracy'],
  initialization: runConfigSchema.shape.initialization.unwrap().options,
  precision: runConfigSchema.shape.precision.unwrap().options,
};
/** They name or measure the data of a table, and change nothing by themselves. */
const facts = /^dataset\.(digest|name|rows|features)$/;

/** The words possible at a path of this base, its own included; empty for a path of numbers. */
export function wordsAllowedAt(path: string, base: RunConfig): ConfigValue[] {
  const options = alternatives[path] ?? (/^layers\.\d+\.kind$/.test(path) ? activationKinds : []);
  return options.filter((option) => parseRunConfig(changeConfigPaths(base, [[path, option]])).ok);
}

/** Everything that a sweep of this base can vary, penalties first. */
export function sweepChoices(base: RunConfig): SweepChoice[] {
  const single = [...flattenConfig(base)].flatMap(([path, value]): SweepChoice[] => {
    if (!isSweepable(path, value, base)) return [];
    const { long, group } = pathWords(path, base);
    return [{ paths: [path], words: long, group, value }];
  });
  const order = ['Penalties', 'Data', 'Network', 'Optimizer', 'Training'];
  single.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  return [...penaltiesTogether(base), ...single, ...activationsTogether(base)];
}

/** Initial values of a new axis: values that make sense for the path, as text. */
export function suggestedValues(path: string, base: RunConfig): string {
  const field = path.split('.').at(-1)!;
  const value = flattenConfig(base).get(path);
  if (typeof value === 'boolean') return 'false, true';
  const words = wordsAllowedAt(path, base);
  if (words.length > 0) return words.join(', ');
  if (path === 'validation.fold' && 'folds' in base.validation) {
    return Array.from({ length: base.validation.folds }, (_, fold) => fold).join(', ');
  }
  if (path === 'validation.repeat') return '0, 1';
  if (field === 'learningRate') return 'log:1e-3:1e-1:5';
  if (isLogarithmic(path)) return '0, log:1e-5:1e-1:5';
  if (field === 'rate') return '0, 0.1, 0.2, 0.5';
  if (path === 'batchSize') return 'null, 128, 32';
  if (field === 'noise') return '0.1, 0.2, 0.4';
  if (field === 'labelNoise') return '0, 0.1, 0.2';
  if (typeof value === 'number' && Number.isInteger(value) && value > 1) {
    return [Math.max(1, Math.round(value / 2)), value, value * 2].join(', ');
  }
  return String(value);
}

function isSweepable(path: string, value: ConfigValue, base: RunConfig): boolean {
  if (path === 'name' || path === 'seed' || facts.test(path)) return false;
  if (path === 'batchSize') return true; // null means full-batch
  if (typeof value === 'string') return wordsAllowedAt(path, base).length > 1;
  return typeof value === 'number' || typeof value === 'boolean';
}

/** The activations of all hidden layers at once, if there are several. */
function activationsTogether({ layers }: RunConfig): SweepChoice[] {
  const found = layers.flatMap((layer, index) => (isActivation(layer) ? [{ kind: layer.kind, index }] : []));
  if (found.length < 2) return [];
  return [
    {
      paths: found.map(({ index }) => `layers.${index}.kind`),
      words: 'Activation of all hidden layers',
      group: 'Network',
      value: new Set(found.map(({ kind }) => kind)).size === 1 ? found[0]!.kind : undefined,
    },
  ];
}

/** The same factor in several places at once, the way the chapter applies it to the weights and biases of a layer. */
function penaltiesTogether(base: RunConfig): SweepChoice[] {
  const { layers } = base;
  const dense = layers.flatMap((layer, index) => (layer.kind === 'dense' ? [{ layer, index }] : []));
  return (['L2', 'L1'] as const).flatMap((kind) => {
    const choice = (places: typeof dense, fields: readonly ('weight' | 'bias')[], words?: string) => {
      const found = places.flatMap(({ layer, index }) =>
        fields.map((field) => {
          const key = `${field}Regularizer${kind}` as const;
          return { path: `layers.${index}.${key}`, value: layer[key] };
        }),
      );
      const [first] = found;
      const paths = found.map(({ path }) => path);
      return {
        paths,
        words: words ?? longNames(paths, base),
        group: 'Penalties together',
        value: found.every(({ value }) => value === first?.value) ? first?.value : undefined,
      } satisfies SweepChoice;
    };
    return [
      ...dense.map((place) => choice([place], ['weight', 'bias'])),
      ...(dense.length > 1
        ? [
            choice(dense, ['weight'], `${kind} on all weights`),
            choice(dense, ['weight', 'bias'], `${kind} on all weights and biases`),
          ]
        : []),
    ];
  });
}
