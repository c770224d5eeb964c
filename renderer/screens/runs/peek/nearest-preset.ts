import { diffConfigs, presets, type RunConfig } from '#api';

export interface Base {
  readonly name: string;
  readonly config: RunConfig;
}

/** The preset that differs from a config in the fewest fields, the first among equals. */
export function nearestPreset(config: RunConfig): Base {
  const byDistance = presets
    .map((preset) => ({ preset, distance: diffConfigs([preset.config, config]).length }))
    .sort((a, b) => a.distance - b.distance);
  return byDistance[0]!.preset;
}
