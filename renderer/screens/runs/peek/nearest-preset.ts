import { diffConfigs, presets, type ConfigDifference, type RunConfig } from '#api';

export interface Base {
  readonly name: string;
  readonly config: RunConfig;
}

/** Where a config differs from its base: `values` holds the base's value, then the config's own. */
export function changesFrom(base: Base, config: RunConfig): ConfigDifference[] {
  return diffConfigs([base.config, config]);
}

/** The preset that differs from a config in the fewest fields, the first among equals. */
export function nearestPreset(config: RunConfig): Base {
  const byDistance = presets
    .map((preset) => ({ preset, distance: diffConfigs([preset.config, config]).length }))
    .sort((a, b) => a.distance - b.distance);
  return byDistance[0]!.preset;
}
