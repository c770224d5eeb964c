export type * from './activity.ts';
export * from './app-error.ts';
export type * from './bridge.ts';
export * from './client.ts';
export * from './codec.ts';
export * from './command-names.ts';
export * from './commands/index.ts';
export type * from './contract.ts';
export * from './confirmations.ts';
export * from './core-count.ts';
export * from './content-security-policy.ts';
export * from './desktop/index.ts';
export * from './dispatcher.ts';
export * from './events.ts';
export * from './export-queries.ts';
export * from './field-columns.ts';
export * from './field-queries.ts';
export * from './folded-runs.ts';
export type * from './moving-step.ts';
export type * from './opening-step.ts';
export * from './opening-words.ts';
export * from './first-question.ts';
export * from './page-key.ts';
export * from './merge-lines.ts';
export * from './queries.ts';
export * from './queue.ts';
export * from './remote-entries.ts';
export * from './report.ts';
export * from './run-imports.ts';
export * from './run-outcome.ts';
export * from './run-views.ts';
export * from './runs.ts';
export * from './table-layout.ts';
export * from './tables.ts';
export * from './timeline.ts';
export * from './screen-link.ts';
export * from './series-queries.ts';
export * from './sweeps.ts';
export * from './transport.ts';
export type * from './verification.ts';
export * from './verification-words.ts';

// The renderer imports only this module: the pure experiment code that it shares with the host is re-exported here.
export * from '#experiments';
export {
  activationKinds,
  calibrationError,
  isActivation,
  confusionRates,
  countSamples,
  dataLossGradients,
  denseShapes,
  deadUnits,
  disagreement,
  effectiveParameters,
  evaluatesApart,
  featuresOf,
  forwardActivations,
  softmaxCrossentropy,
  gradientNorms,
  gridPoints,
  maxCurvatureParameters,
  parametersOfSnapshot,
  penaltyParts,
  probabilitiesOnGrid,
  unitOutputs,
  type ConfusionRates,
  type DeadUnits,
  type DenseParameters,
  type EffectiveParameters,
  type GradientNorm,
  type PenaltyPart,
  type PlaneGrid,
  type Reliability,
  type SampleCounts,
  type SampleSet,
  type UnitRange,
} from '#engine';
export type {
  ActivationKind,
  DatasetConfig,
  FinalMetrics,
  Initialization,
  Lambdas,
  LayerConfig,
  OptimizerConfig,
  TrainingConfig,
} from '#engine';
