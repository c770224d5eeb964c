import type { ImportedMetric } from '#api';

/** What metrics of other programs can be mapped to. */
export const importedMetricWords: Readonly<Record<ImportedMetric, string>> = {
  loss: 'Training loss',
  accuracy: 'Training accuracy',
  validation_loss: 'Validation loss',
  validation_accuracy: 'Validation accuracy',
  learning_rate: 'Learning rate',
};
