export { confusionMatrix, confusionRates, type ConfusionRates } from './confusion.ts';
export { deadUnits, type DeadUnits } from './dead-units.ts';
export { disagreement } from './disagreement.ts';
export { effectiveParameters, type EffectiveParameters } from './effective-parameters.ts';
export { forwardActivations } from './forward-activations.ts';
export { maxCurvatureParameters } from './gauss-newton.ts';
export { dataLossGradients, gradientNorms, type GradientNorm } from './gradients.ts';
export { probabilitiesOnGrid, type PlaneGrid } from './probabilities-on-grid.ts';
export { parametersOfSnapshot } from './snapshot.ts';
