export * from './analysis/index.ts';
export { formatEpochLine, formatValidationLine, type PrintedEpoch } from './chapter-lines.ts';
export * from './chapter-table.ts';
export { isAsBefore } from './added-later.ts';
export { changeConfigPaths, type ConfigChange } from './config-changes.ts';
export { csvCells, csvLine, csvLineEnd, unguardedText, type CsvCell } from './csv.ts';
export { unflattenConfig } from './unflatten-config.ts';
export { cutText, shortenText } from './cut-text.ts';
export { diffConfigs, flattenConfig, type ConfigDifference, type ConfigValue } from './config-diff.ts';
export * from './config-issues.ts';
export { datasetSchema, newPositions } from './dataset-schema.ts';
export { ConfigPathError, getConfigPath, parseAssignment, parseValue } from './config-paths.ts';
export * from './guide/index.ts';
export { forkIssues, isForkChangeable } from './fork.ts';
export { countParameters } from './count-parameters.ts';
export { kindsOf } from './kinds-of.ts';
export { later } from './later.ts';
export { layerSchema } from './layer-kinds.ts';
export { optimizerName, optimizerSchema } from './optimizer-kinds.ts';
export {
  denseLayerName,
  isActivationKind,
  layerKindName,
  layerName,
  sharedLayers,
  type NamedLayers,
} from './layer-names.ts';
export { estimateMemoryBytes, formatBytes, maxRunMemoryBytes } from './memory.ts';
export { forkName, maxNameLength, runName } from './naming.ts';
export * from './query/index.ts';
export { onDataset } from './on-dataset.ts';
export { presets, type Preset } from './presets.ts';
export { formatPythonFloat } from './python-number.ts';
export * from './python-script/index.ts';
export { runOrigins, type RunOriginName } from './run-origins.ts';
export { firstDifference, isSameNumber, type RowDifference } from './row-difference.ts';
export { runConfigSchema, type RunConfig, type RunConfigInput } from './run-config.ts';
export {
  changeOperations,
  changeRuns,
  type ChangedConfig,
  type ChangeOperation,
  type RerunChange,
} from './rerun-change.ts';
export { scheduleSchema } from './schedule-schema.ts';
export * from './report/index.ts';
export * from './studies/index.ts';
export * from './sweep/index.ts';
export { leastSharedData, nameFew, sharesData, type SharedData } from './shares-data.ts';
export { parseStoredConfig } from './stored-config.ts';
export { steeredConfig, steerName } from './steer.ts';
export { snapshotBudgetBytes, snapshotEpochs } from './snapshot-epochs.ts';
export * from './table/index.ts';
export { updatesPerEpoch } from './updates-per-epoch.ts';
export { joined } from './joined.ts';
export { lowerBound } from './lower-bound.ts';
export { evenEpochs, pointsAt, thinStretches } from './thin-stretches.ts';
export { findExtremes, thinSeries, type BlockExtremes, type SeriesPart, type ThinnedSeries } from './thin.ts';
