import { flattenConfig, type RunConfig } from '#api';
import { pathWords, sharedLongName } from '#words';

export interface ChangeablePath {
  /** Dotted; with `*` for every layer that has the field. */
  readonly path: string;
  readonly long: string;
  /** The short form used in the names of the new runs. */
  readonly short: string;
}

/** Layer fields that are often meant for all layers at once. */
const ofEveryLayer = [
  ['weightRegularizerL2', 'L2 on weights of every layer', 'L2'],
  ['weightRegularizerL1', 'L1 on weights of every layer', 'L1'],
  ['biasRegularizerL2', 'L2 on biases of every layer', 'bias L2'],
  ['biasRegularizerL1', 'L1 on biases of every layer', 'bias L1'],
] as const;

/** What can be changed in these configs: every path that at least one of them has. */
export function changeablePaths(configs: readonly RunConfig[]): ChangeablePath[] {
  const paths = new Set(configs.flatMap((config) => [...flattenConfig(config).keys()]));
  paths.delete('name');
  const all = ofEveryLayer.map(([field, long, short]) => ({ path: `layers.*.${field}`, long, short }));
  const single = [...paths].map((path) => ({
    path,
    long: sharedLongName(path, configs),
    short: pathWords(path, configs[0] ?? { layers: [] }).short,
  }));
  return [...all, ...single];
}
