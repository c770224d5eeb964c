import { diffConfigs, type ConfigValue, type RunSummary } from '#api';
import { formatConfigValue, isStrength, sharedLongName } from '#words';
import { shortPath } from './run-groups.ts';

/** A config path in which runs differ, with each run's value. */
export interface DifferingField {
  readonly path: string;
  /** `L2 on weights of dense 1` */
  readonly name: string;
  /** The shortest form that distinguishes it from the others: `L2`. */
  readonly short: string;
  /** One per run, in their order; undefined if a run has no such field. */
  readonly values: readonly (ConfigValue | undefined)[];
}

/** Where the configs of these runs differ: regularization first, the rest in config order. */
export function differingFields(runs: readonly Pick<RunSummary, 'config'>[]): DifferingField[] {
  const configs = runs.map(({ config }) => config);
  const found = diffConfigs(configs).toSorted(
    (a, b) => Number(isStrength(b.path)) - Number(isStrength(a.path)),
  );
  const paths = found.map(({ path }) => path);
  return found.map(({ path, values }) => ({
    path,
    values,
    name: sharedLongName(path, configs),
    short: shortPath(path, configs, paths),
  }));
}

/** What distinguishes each run from the others, in a few words: `L2 1e-3, seed 4`. Fields that some of them lack follow from others. */
export function differenceTexts(runs: readonly Pick<RunSummary, 'config'>[]): string[] {
  const configs = runs.map(({ config }) => config);
  const fields = differingFields(runs).filter(({ values }) => !values.includes(undefined));
  const paths = fields.map(({ path }) => path);
  const names = paths.map((path) => shortPath(path, configs, paths));
  return runs.map((_, at) =>
    fields
      .map(({ path, values }, field) => `${names[field]} ${formatConfigValue(values[at], path)}`)
      .join(', '),
  );
}
