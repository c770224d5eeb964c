/** A value at the end of a config's path. */
export type ConfigValue = string | number | boolean | null;

/** A config as a flat map from dotted path (`layers.0.units`) to value, in the config's own order. Undefined fields are omitted. */
export function flattenConfig(config: object): Map<string, ConfigValue> {
  const flat = new Map<string, ConfigValue>();
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
    } else if (value !== undefined) {
      flat.set(path, value as ConfigValue);
    }
  };
  visit(config, '');
  return flat;
}

/** One path at which configs differ, with the value of each; undefined if a config has no such field. */
export interface ConfigDifference {
  readonly path: string;
  readonly values: readonly (ConfigValue | undefined)[];
}

/** The paths at which two or more configs differ, in the order of their fields. `name` is omitted, because it has no effect. */
export function diffConfigs(configs: readonly object[]): ConfigDifference[] {
  const flat = configs.map(flattenConfig);
  const paths = new Set(flat.flatMap((config) => [...config.keys()]));
  paths.delete('name');
  return [...paths]
    .map((path) => ({ path, values: flat.map((config) => config.get(path)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}
