import { type RunConfig, runConfigSchema } from '#experiments';

/** A small run that uses every part of a network, keeps learning to its end, and is long enough for V8 to compile its kernels fully. */
export const knownRun: RunConfig = runConfigSchema.parse({
  dataset: { kind: 'spiral', samplesPerClass: 30 },
  validation: { samplesPerClass: 10 },
  layers: [
    {
      kind: 'dense',
      units: 40,
      weightRegularizerL1: 1e-5,
      weightRegularizerL2: 1e-4,
      biasRegularizerL1: 1e-5,
      biasRegularizerL2: 1e-4,
    },
    { kind: 'relu' },
    { kind: 'dropout', rate: 0.1 },
    { kind: 'dense', units: 24 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  optimizer: { kind: 'adam', learningRate: 0.01, decay: 1e-7 },
  batchSize: 40,
  epochs: 600,
});
