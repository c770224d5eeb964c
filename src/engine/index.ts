export type * from './datasets/dataset-config.ts';
export { featuresOf, generateSamples } from './datasets/index.ts';
export { countSamples, type SampleCounts } from './datasets/sample-counts.ts';
export type { SampleSet } from './datasets/sample-set.ts';
export * from './datasets/table-columns.ts';
export { findScaling, type Scaling } from './datasets/standardize.ts';
export * from './inspection/index.ts';
export { RandomStream, type RandomState } from './random/random-stream.ts';
export { purposeStream } from './random/purpose-stream.ts';
export { softmaxCrossentropy } from './losses/softmax-crossentropy.ts';
export { type Crew, followTeam, leaveTeam, type ThreadTask } from './kernels/crew.ts';
export { createFastNetwork } from './kernels/fast-network.ts';
export { LostThreadError } from './kernels/team.ts';
export { kernelVariant } from './kernels/wasm.ts';
export { scheduledRate } from './optimizers/schedules.ts';
export { branchState } from './training/branch-state.ts';
export { createTraining, type TrainingOptions } from './training/create-training.ts';
export {
  drawSampleSets,
  drawsBetweenSets,
  drawTestSet,
  type DrawnConfig,
  type SampleSets,
} from './training/draw-start.ts';
export { type ActivationKind, activationKinds, isActivation } from './layers/activations.ts';
export { denseShapes } from './layers/dense-shapes.ts';
export { type Initialization, initializations } from './layers/initial-scale.ts';
export { decodeTrainingState, encodeTrainingState } from './training/encode-training-state.ts';
export * from './training/epoch-row.ts';
export { evaluateTest } from './training/evaluate-test.ts';
export type {
  CreateNetwork,
  DenseParameters,
  Network,
  NetworkConfig,
  SetMetrics,
} from './training/network.ts';
export type * from './training/training-config.ts';
export type { FinalMetrics, Training, TrainingState } from './training/training.ts';
export { evaluatesApart, isValidated } from './training/validation.ts';
export { engineVersion } from './version.ts';
