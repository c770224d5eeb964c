import { denseShapes, drawsBetweenSets, featuresOf } from '#engine';
import { diffConfigs } from './config-diff.ts';
import type { RunConfig } from './run-config.ts';

/** Which of the samples that two runs use are the same. */
export interface SharedData {
  /** Whether they learn from the same samples with the same labels, regardless of scaling. */
  readonly training: boolean;
  /** Whether their losses are measured on the same samples. */
  readonly validation: boolean;
  /** A clause for display if either is false: `the training sets differ (dataset.samplesPerClass)`; otherwise null. */
  readonly reason: string | null;
}

/** Converts a config path to its display name. */
type PathName = (path: string) => string;
const asWritten: PathName = (path) => path;

/** Paths of the dataset that change no sample: a table's name, and how features are scaled. */
const neither = /^dataset\.(name|standardize)$/;
/** Paths that change held-out samples, but no training sample. */
const validationAlone = /^dataset\.positions$/;
/** Paths that change how much of the rest is trained on, and with which labels. */
const trainingAlone = /^dataset\.(samplesPerClass|labelNoise|trainingShare)$/;
/** For drawn data: sizes of sets that are drawn after the training set. */
const drawnAfter = /^(validation|test)\./;

/**
 * Whether two runs use the same training set and the same validation set. The same seed is not enough: what is drawn, or how a table is
 * split, may differ, and on a grid the validation set is drawn after the training set and the weights.
 */
export function sharesData(a: RunConfig, b: RunConfig, nameOf: PathName = asWritten): SharedData {
  const isDrawn = a.dataset.kind !== 'table' && b.dataset.kind !== 'table';
  const fields = diffConfigs([a, b])
    .map(({ path }) => path)
    .filter((path) => /^(seed$|(dataset|validation|test)\.)/.test(path) && !neither.test(path))
    .filter((path) => path !== 'seed' || !(hasFolds(a) && hasFolds(b)));
  const seedsLabels = a.seed !== b.seed && a.dataset.labelNoise > 0 && !fields.includes('seed');
  const ofTraining = [...fields, ...(seedsLabels ? ['seed'] : [])].filter(
    (path) => !validationAlone.test(path) && !(isDrawn && drawnAfter.test(path)),
  );
  const ofValidation = fields.filter(
    (path) => !trainingAlone.test(path) && !(isDrawn && path.startsWith('test.')),
  );
  const moved = ofValidation.length === 0 ? movedReason(a, b) : null;
  const shared = {
    training: ofTraining.length === 0,
    validation: ofValidation.length === 0 && moved === null,
  };
  return { ...shared, reason: reasonOf(shared, ofTraining.map(nameOf), ofValidation.map(nameOf), moved) };
}

/**
 * What the first of several runs does not share with another, whatever their seeds: preferably a validation set, otherwise a training set.
 * Null if all use the same sets.
 */
export function leastSharedData(
  configs: readonly RunConfig[],
  nameOf: PathName = asWritten,
): SharedData | null {
  const [first, ...others] = configs.map((config) => ({ ...config, seed: 0 }));
  const shared = others.map((other) => sharesData(first!, other, nameOf));
  return shared.find(({ validation }) => !validation) ?? shared.find(({ training }) => !training) ?? null;
}

/** Folds do not depend on the run's seed. */
function hasFolds({ validation }: RunConfig): boolean {
  return 'folds' in validation;
}

/** What differs among the things drawn before the validation set, if it comes from the same stream. */
function movedReason(a: RunConfig, b: RunConfig): string | null {
  if (!drawsBetweenSets(a.dataset)) return null;
  if (samplesBefore(a) !== samplesBefore(b)) return 'the training set, whose size differs';
  return weightsBefore(a) === weightsBefore(b) ? null : 'the initial weights, whose number differs';
}

function samplesBefore({ dataset }: RunConfig): number {
  return dataset.kind === 'table' ? 0 : dataset.samplesPerClass;
}

function weightsBefore({ layers, dataset }: RunConfig): number {
  return denseShapes(layers, featuresOf(dataset)).reduce((sum, { inputs, units }) => sum + inputs * units, 0);
}

function reasonOf(
  { training, validation }: Pick<SharedData, 'training' | 'validation'>,
  ofTraining: readonly string[],
  ofValidation: readonly string[],
  moved: string | null,
): string | null {
  if (training && validation) return null;
  const [sets, fields] = validation
    ? ['training sets', ofTraining]
    : training
      ? ['validation sets', ofValidation]
      : ['data', [...new Set([...ofTraining, ...ofValidation])]];
  const after = moved === null ? '' : `validation is drawn after ${moved}`;
  if (fields.length === 0) return `the ${sets} differ, because ${after}`;
  return `the ${sets} differ (${nameFew(fields)})${after === '' ? '' : `; ${after}`}`;
}

/** At most three names, and how many more there are. */
export function nameFew(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
