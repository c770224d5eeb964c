export { featuresOf, generateSamples } from './datasets/index.ts';
export type { SampleSet } from './datasets/sample-set.ts';
export { RandomStream } from './random/random-stream.ts';
export { purposeStream } from './random/purpose-stream.ts';
export { kernelVariant } from './kernels/wasm.ts';
export { createTraining } from './training/create-training.ts';
export { drawSampleSets, type DrawnConfig, type SampleSets } from './training/draw-start.ts';
export * from './training/epoch-row.ts';
export type {
  CreateNetwork,
  DenseParameters,
  Network,
  NetworkConfig,
  SetMetrics,
} from './training/network.ts';
export type * from './training/training-config.ts';
export type { FinalMetrics, Training, TrainingState } from './training/training.ts';
export { engineVersion } from './version.ts';
