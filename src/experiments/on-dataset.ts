import type { DatasetConfig } from '#engine';
import type { RunConfigInput } from './run-config.ts';

/** The default share of a table's rows for validation. */
const validationShare = 0.2;

/**
 * A config adapted to another dataset: its output gets one unit per class, and its held-out sets are sized in that dataset's way. Anything
 * unclear in the config is left for its validation to report.
 */
export function onDataset(
  config: RunConfigInput,
  dataset: Readonly<Partial<DatasetConfig>>,
): RunConfigInput & { dataset: unknown } {
  const size = dataset.kind === 'table' ? 'share' : 'samplesPerClass';
  const heldOut = dataset.kind === 'table' ? { share: validationShare } : { samplesPerClass: 100 };
  const { validation, test, layers } = config;
  const fits = (part: object | undefined): boolean =>
    part !== undefined && (size in part || (dataset.kind === 'table' && 'folds' in part));
  const output = layers.findLastIndex(({ kind }) => kind === 'dense');
  return {
    ...config,
    dataset: dataset as RunConfigInput['dataset'],
    validation: fits(validation) ? validation : heldOut,
    ...testOn(dataset, test && (size in test ? test : heldOut)),
    layers: layers.map((layer, index) =>
      index === output && layer.kind === 'dense' && dataset.classes !== undefined
        ? { ...layer, units: dataset.classes }
        : layer,
    ),
  };
}

/** A table with a test file is tested on it; otherwise `test` applies, if there is one. */
function testOn(
  dataset: Readonly<Partial<DatasetConfig>>,
  test: RunConfigInput['test'],
): Pick<RunConfigInput, 'test'> {
  if (dataset.kind === 'table' && dataset.testRows) return { test: { file: true } };
  return test ? { test } : {};
}
