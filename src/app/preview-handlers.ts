import { AppError, type CommandArguments, type Handlers } from '#api';
import { countSamples, denseShapes, drawsBetweenSets, featuresOf } from '#engine';
import { requireFolds } from './require-folds.ts';
import type { Services } from './services.ts';

/** More points than this cannot be shown in a plot. */
const maxPoints = 100_000;
/** If weights are drawn between the two sets, a large network takes time, too: this many take a tenth of a second. */
const maxWeights = 5_000_000;
/** All features are available for tables with at most this many numbers. */
const maxNumbers = 5_000_000;

export function createPreviewHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, 'previewDataset'> {
  return {
    async previewDataset(config) {
      requirePreviewable(config);
      if (config.dataset.kind === 'table') await store.getTable(config.dataset.digest); // throws if the table does not exist
      await requireFolds(store, config);
      return store.previewDataset(config);
    },
  };
}

function requirePreviewable(config: CommandArguments<'previewDataset'>): void {
  const counts = countSamples(config);
  const points = counts.training + counts.validation;
  if (points > maxPoints) {
    throw new AppError('invalidInput', `got ${points} points; a preview shows at most ${maxPoints}`);
  }
  const width = featuresOf(config.dataset);
  if (config.inputs && config.dataset.kind === 'table' && config.dataset.rows * width > maxNumbers) {
    const given = `got a table of ${config.dataset.rows} x ${width} numbers`;
    throw new AppError('invalidInput', `${given}; a preview of all features reads at most ${maxNumbers}`);
  }
  if (!drawsBetweenSets(config.dataset)) return;
  const weights = denseShapes(config.layers, width).reduce(
    (sum, { inputs, units }) => sum + inputs * units,
    0,
  );
  if (weights > maxWeights) {
    throw new AppError('invalidInput', `got ${weights} weights; a preview allows at most ${maxWeights}`);
  }
}
