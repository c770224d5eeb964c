import { denseLayerName, optimizerName, type Lambdas, type RunConfig, type RunSummary } from '#api';
import { writeExactNumber } from './exact-number.ts';
import { capitalize, formatCount, formatLambda, formatPlural } from './format.ts';
import { lambdaWords } from './path-words.ts';

type Parts = Pick<RunConfig, 'dataset' | 'layers' | 'optimizer'>;

/** `3 × 1,000`: classes, samples per class; for a table, `150 rows`. */
export function describeSamples({ dataset }: Pick<Parts, 'dataset'>): string {
  if (dataset.kind === 'table') return formatPlural(dataset.rows, 'row');
  // For a kind of data from another version, the number of samples drawn is unknown.
  const { classes, samplesPerClass } = dataset as { classes: number; samplesPerClass?: number };
  return samplesPerClass === undefined
    ? `${formatCount(classes)} classes`
    : `${classes} × ${formatCount(samplesPerClass)}`;
}

/** `spiral 3 × 1,000`: the name of the data, and the number of samples. */
export function describeDataset({ dataset }: Pick<Parts, 'dataset'>): string {
  return `${dataset.kind === 'table' ? dataset.name : dataset.kind} ${describeSamples({ dataset })}`;
}

/** Units of the dense layers in forward order: `64 → 3`. */
export function describeLayers({ layers }: Pick<Parts, 'layers'>): string {
  return layers.flatMap((layer) => (layer.kind === 'dense' ? [String(layer.units)] : [])).join(' → ');
}

/** `Adam 0.05`: name and learning rate. */
export function describeOptimizer({ optimizer }: Pick<Parts, 'optimizer'>): string {
  return `${optimizerName(optimizer.kind)} ${formatLambda(optimizer.learningRate)}`;
}

/** The largest penalty factor of one kind over all dense layers; the history sorts by it. */
export function largestLambda({ layers }: Pick<Parts, 'layers'>, key: keyof Lambdas): number {
  return Math.max(0, ...layers.map((layer) => (layer.kind === 'dense' ? layer[key] : 0)));
}

/** Every penalty factor that is not 0, one line per dense layer. */
export function describeLambdas({ layers }: Pick<Parts, 'layers'>): string {
  const dense = layers.filter((layer) => layer.kind === 'dense');
  const lines = dense.flatMap((layer, index) => {
    const parts = lambdaWords.filter(({ field }) => layer[field] !== 0);
    if (parts.length === 0) return [];
    return `${capitalize(denseLayerName(index))}: ${parts.map(({ field, norm, of }) => `${of} ${norm} ${writeExactNumber(layer[field])}`).join(', ')}`;
  });
  return lines.length === 0 ? 'No penalty in any layer' : lines.join('\n');
}

/** Why a gap is unknown although validation was measured. */
export const whyNotEvaluated =
  'Unknown: recorded before the training set was evaluated apart from the passes that train.';

/** Why a run has no gap although its validation was measured; undefined for any other. */
export function whyNoGap({ lastValidated }: Pick<RunSummary, 'lastValidated'>): string | undefined {
  if (!lastValidated || lastValidated.evaluatedDataLoss !== null) return undefined;
  return whyNotEvaluated;
}

/** Why a run has no curves yet. */
export function whyNoEpochs({ status }: Pick<RunSummary, 'status'>): string {
  return status === 'queued' ? 'Waiting for a free training slot' : 'No epochs recorded yet';
}
