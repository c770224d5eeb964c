export { estimateRunBytes, estimateTrainingMs, flopsPerEpoch, type TrainedRun } from './estimate-sweep.ts';
export { configKey, countSweepRuns, parseSweep, type SweepCell, type SweepResult } from './expand-sweep.ts';
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
  summarizeCells,
  type CellCounts,
  type CellSummary,
  type JudgedAt,
  type JudgedMetrics,
  type JudgedRun,
} from './summarize-cells.ts';
export {
  maxSweepRuns,
  sweepDefinitionSchema,
  type SweepAxis,
  type SweepDefinition,
  type SweepDefinitionInput,
} from './sweep-definition.ts';
