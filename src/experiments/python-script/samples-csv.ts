import { drawSampleSets, type DrawnConfig, type TableConfig, type TableSamples } from '#engine';
import { csvLine } from '../csv.ts';
import { samplesHeader } from './samples-text.ts';

/**
 * The lines of the file that the script of a run on a table reads: the samples of its training and its validation set, in order, with gaps
 * filled and texts encoded, and with clean labels. They are neither shifted nor scaled, which the script does. Classes are numbers.
 * @param features the names of the table's features
 * Throws RangeError if the table does not fit the config.
 */
export function* samplesCsv(
  config: DrawnConfig & { readonly dataset: TableConfig },
  table: TableSamples,
  features: readonly string[],
): Generator<string> {
  const dataset = { ...config.dataset, standardize: false, labelNoise: 0 };
  const sets = drawSampleSets({ ...config, dataset }, table);
  yield csvLine([...samplesHeader, ...features]);
  for (const name of ['training', 'validation'] as const) {
    const { samples, features: width, inputs, targets } = sets[name];
    for (let sample = 0; sample < samples; sample++) {
      const values = inputs.subarray(sample * width, (sample + 1) * width);
      yield csvLine([name, targets[sample]!, ...values]);
    }
  }
}
