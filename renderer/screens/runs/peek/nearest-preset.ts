import { diffConfigs, presets, type ConfigDifference, type RunConfig } from '#api';

export interface Base {
  readonly name: string;
  readonly config: RunConfig;
}

/** What a config has otherwise than its base has: `values` are those of the base, then the config's own. */
export function changesFrom(base: Base, config: RunConfig): ConfigDifference[] {
  return diffConfigs([base.config, config]);
}

/** The preset that a config differs from in the fewest fields, the first of equals. */
export function nearestPreset(config: RunConfig): Base {
  const byDistance = presets
    .map((preset) => ({ preset, distance: diffConfigs([preset.config, config]).length }))
    .sort((a, b) => a.distance - b.distance);
  return byDistance[0]!.preset;
}
