export * from './analysis/index.ts';
export { formatEpochLine, formatValidationLine, type PrintedEpoch } from './chapter-lines.ts';
export { diffConfigs, flattenConfig, type ConfigDifference, type ConfigValue } from './config-diff.ts';
export * from './config-issues.ts';
export {
  ConfigPathError,
  getConfigPath,
  parseAssignment,
  parseValue,
  setConfigPath,
} from './config-paths.ts';
export { forkIssues, isForkChangeable } from './fork.ts';
export { estimateMemoryBytes, formatBytes, maxRunMemoryBytes } from './memory.ts';
export { forkName, maxNameLength, runName } from './naming.ts';
export { onDataset } from './on-dataset.ts';
export { presets, type Preset } from './presets.ts';
export { formatPythonFloat } from './python-number.ts';
export { runConfigSchema, type RunConfig, type RunConfigInput } from './run-config.ts';
export * from './report/index.ts';
export * from './studies/index.ts';
export * from './sweep/index.ts';
export { snapshotBudgetBytes, snapshotEpochs } from './snapshot-epochs.ts';
export * from './table/index.ts';
export { findExtremes, thinSeries, type BlockExtremes, type SeriesPart, type ThinnedSeries } from './thin.ts';
