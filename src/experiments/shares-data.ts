import { denseShapes, drawsBetweenSets, featuresOf } from '#engine';
import { diffConfigs } from './config-diff.ts';
import type { RunConfig } from './run-config.ts';

/** What two runs have in common of the samples that they see. */
export interface SharedData {
  /** Whether they learn from the same samples with the same labels, however these are scaled. */
  readonly training: boolean;
  /** Whether their losses are measured on the same samples. */
  readonly validation: boolean;
  /** A clause for people where either is not so: `the training sets differ (dataset.samplesPerClass)`; else null. */
  readonly reason: string | null;
}

/** What people call a path of a config. */
type PathName = (path: string) => string;
const asWritten: PathName = (path) => path;

/** Of the dataset and the sizes of its sets, what changes no sample: what a table is called, and how features are scaled. */
const neither = /^dataset\.(name|standardize)$/;
/** Decides where held-out samples stand, and no training sample. */
const validationAlone = /^dataset\.positions$/;
/** Decides how much of the rest is trained on, and by which labels. */
const trainingAlone = /^dataset\.(samplesPerClass|labelNoise|trainingShare)$/;
/** Of drawn data, sizes of sets that the training set is drawn before. */
const drawnAfter = /^(validation|test)\./;

/**
 * Whether two runs see the same training set and the same validation set. The same seed is not enough: what is drawn, or how a
 * table is split, may differ, and on a grid the validation set is drawn after the training set and the weights.
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
 * What the first of several runs does not share with another, whatever their seeds: a validation set, before a training set; null where
 * all see the same.
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

/** What is drawn before the validation set, where it comes from the same stream. */
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

/** At most three, and how many more. */
export function nameFew(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
