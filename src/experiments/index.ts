export * from './config-issues.ts';
export { estimateMemoryBytes, formatBytes, maxRunMemoryBytes } from './memory.ts';
export { presets, type Preset } from './presets.ts';
export { maxNameLength, runConfigSchema, type RunConfig, type RunConfigInput } from './run-config.ts';
export { thinSeries, type ThinnedSeries } from './thin.ts';
