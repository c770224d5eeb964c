import { createTraining } from '#engine';
import { presets } from '#experiments';
import { allowWideVectors } from '../src/workers/wide-vectors.ts';

allowWideVectors();

// Trains the requested number of epochs, stores nothing, and answers with the time taken, in seconds.
process.on('message', (epochs: number) => {
  const training = createTraining({ ...presets[0]!.config, epochs });
  const row = new Float64Array(training.rowLength);
  const started = performance.now();
  while (training.advance(1, row) > 0);
  process.send!((performance.now() - started) / 1000);
});
