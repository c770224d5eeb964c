import type { z } from 'zod';
import { isActivation, type TrainingConfig } from '#engine';
import { datasetIssues } from './dataset-structure.ts';
import { scheduleIssues } from './schedule-structure.ts';
import { estimateMemoryBytes, formatBytes, maxRunMemoryBytes } from './memory.ts';

type StructuredConfig = Pick<
  TrainingConfig,
  'dataset' | 'validation' | 'test' | 'layers' | 'batchSize' | 'precision' | 'optimizer' | 'epochs'
>;

/** Adds the issues that no single field shows: the order of layers, the size of the output, the memory needed. */
export function checkStructure(config: StructuredConfig, context: z.RefinementCtx<StructuredConfig>): void {
  const report = (path: (string | number)[], message: string): void => {
    context.addIssue({ code: 'custom', path, message });
  };
  const { layers } = config;
  const last = layers.length - 1;

  layers.forEach((layer, index) => {
    if (layer.kind === 'softmax' && index !== last)
      report(['layers', index], 'softmax must be the last layer');
    const before = layers[index - 1];
    const isBehindDense = before?.kind === 'dense';
    if (isActivation(layer) && !isBehindDense)
      report(['layers', index], `${layer.kind} must follow a dense layer`);
    if (layer.kind === 'dropout' && !isBehindDense && !(before && isActivation(before)))
      report(['layers', index], 'dropout must follow a dense layer or its activation');
  });

  if (layers[last]?.kind !== 'softmax') report(['layers'], 'the last layer must be softmax');
  const output = layers[last - 1];
  if (layers[last]?.kind === 'softmax') {
    if (output?.kind !== 'dense') report(['layers'], 'softmax must follow a dense layer');
    else if (output.units !== config.dataset.classes) {
      report(
        ['layers', last - 1, 'units'],
        `got ${output.units}; the last dense layer needs one unit per class, ${config.dataset.classes}`,
      );
    }
  }

  const dataIssues = datasetIssues(config);
  for (const { path, message } of dataIssues) report(path, message);
  if (dataIssues.length > 0) return; // sizes are undefined for data that do not fit

  for (const { path, message } of scheduleIssues(config)) report(path, message);

  const bytes = estimateMemoryBytes(config);
  if (bytes > maxRunMemoryBytes) {
    report(
      [],
      `this run would need ${formatBytes(bytes)} of memory; at most ${formatBytes(maxRunMemoryBytes)} is allowed: ` +
        'use fewer samples or fewer units',
    );
  }
}
