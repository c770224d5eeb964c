export { chooseCell, type CellChoice, type ChoosableSweep, type Refusable } from './choose-cell.ts';
export {
  confirmationCells,
  type ConfirmationPlan,
  confirmationPlanSchema,
  type ConfirmationWish,
  defaultConfirmationSeeds,
  minConfirmationSeeds,
  maxConfirmationSeeds,
  planConfirmation,
} from './confirmation-plan.ts';
export {
  type ConfirmationArm,
  type ConfirmationResult,
  type ConfirmedRun,
  judgeConfirmation,
  type LeftOutPair,
} from './confirmation-result.ts';
export { armNames, choiceSentences, resultSentences } from './confirmation-words.ts';
export { estimateRunBytes, estimateTrainingMs, flopsPerEpoch, type TrainedRun } from './estimate-sweep.ts';
export { configKey, countSweepRuns, parseSweep, type SweepCell, type SweepResult } from './expand-sweep.ts';
export { formatSeeds, freshSeeds } from './fresh-seeds.ts';
export { GridError, linearRange, logarithmicRange, parseGridValues, parseSeeds } from './grid-values.ts';
export {
  additionsOf,
  healingOf,
  sweepMembers,
  type SweepHealing,
  type SweepMember,
  type SweepRun,
} from './heal-sweep.ts';
export { leftOutReasons, sumLeftOut, type LeftOut } from './left-out.ts';
export {
  gridPointName,
  type GridPoint,
  isRegularized,
  regularizationName,
  shortPointName,
} from './regularization-paths.ts';
export { countFolds, foldAxes, isReplicateAxis } from './replicates.ts';
export {
  summarizeCells,
  type CellCounts,
  type CellSummary,
  type JudgedAt,
  type JudgedMetrics,
  type JudgedRun,
} from './summarize-cells.ts';
export { answerSweep, type AnsweredSweep, type SweepAnswer } from './sweep-answer.ts';
export {
  maxSweepRuns,
  sweepDefinitionSchema,
  type SweepAxis,
  type SweepDefinition,
  type SweepDefinitionInput,
} from './sweep-definition.ts';
