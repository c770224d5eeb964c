import {
  diffConfigs,
  flattenConfig,
  splitDiverged,
  type ConfigValue,
  type RunConfig,
  type RunSummary,
} from '#api';
import { formatConfigValue, pathWords, sharedLayerName } from '#words';

/** Runs that agree in what the page groups by. */
export interface RunGroup {
  /** Unique among the groups of the page, and different from every run's id. */
  readonly key: string;
  readonly label: string;
  /** The value of a single path in this group; null if groups are by several paths. */
  readonly value: ConfigValue | undefined;
  readonly runs: readonly RunSummary[];
  /** The runs included in the mean. */
  readonly averaged: readonly RunSummary[];
  /** Those shown beside it: a mean over runs that blew up and runs that did not represents neither. */
  readonly diverged: readonly RunSummary[];
}

/** What runs of one setting differ in: they are its seeds, or folds of its table. */
const replicatePaths = ['seed', 'validation.fold', 'validation.repeat'];

/** Every run separately, runs that differ only in their seed together, or a dotted config path. */
export type Grouping = 'none' | 'seeds' | (string & {});

/** The config paths by which these runs fall into more than one group. */
export function groupingPaths(runs: readonly Pick<RunSummary, 'config'>[]): string[] {
  return diffConfigs(runs.map(({ config }) => config)).map(({ path }) => path);
}

/** The runs by their value at the given path, with numbers first, in ascending order. */
export function groupRuns(runs: readonly RunSummary[], by: Grouping): RunGroup[] {
  const paths = by === 'seeds' ? groupingPaths(runs).filter((path) => !replicatePaths.includes(path)) : [by];
  const keyed = runs.map((run) => {
    const flat = flattenConfig(run.config);
    return { run, values: paths.map((path) => flat.get(path)) };
  });
  // Fields that some kinds of layer or optimizer lack follow from the kind: they are named only if nothing else distinguishes the groups.
  const everywhere = paths.filter((_, at) => keyed.every(({ values }) => values[at] !== undefined));
  const groups = [
    ...Map.groupBy(keyed, ({ values }) => JSON.stringify(values.map((value) => value ?? null))),
  ];
  const configs = runs.map(({ config }) => config);
  const textOf = (value: ConfigValue | undefined, path: string): string =>
    value === undefined ? 'missing' : formatConfigValue(value, path);
  // What distinguishes the most groups comes first: a long label is cut at its end.
  const variety = paths.map((_, index) => new Set(keyed.map(({ values }) => values[index])).size);
  const order = [...paths.keys()].sort((a, b) => variety[b]! - variety[a]!);
  const label = (values: readonly (ConfigValue | undefined)[], named: readonly string[]): string => {
    const told = order
      .filter((index) => named.includes(paths[index]!))
      .map((index) => `${shortPath(paths[index]!, configs, named)} ${textOf(values[index], paths[index]!)}`);
    return told.length === 0 ? 'all runs' : told.join(', ');
  };
  const told = (named: readonly string[]): number =>
    new Set(groups.map(([, [first]]) => label(first!.values, named))).size;
  const named = everywhere.length > 0 && told(everywhere) === groups.length ? everywhere : paths;
  return groups
    .map(([key, members]) => {
      const values = members[0]!.values;
      const all = members.map(({ run }) => run);
      const group: RunGroup = {
        key: `group ${key}`,
        label: label(values, named),
        value: paths.length === 1 ? values[0] : null,
        runs: all,
        ...splitDiverged(all, ({ divergedAt }) => divergedAt !== null),
      };
      return { group, values };
    })
    .toSorted((a, b) => compareAll(a.values, b.values))
    .map(({ group }) => group);
}

/** `5`, or `4, 1 diverged`. */
export function countText({ averaged, diverged }: RunGroup): string {
  return diverged.length === 0
    ? `n = ${averaged.length}`
    : `n = ${averaged.length}, ${diverged.length} diverged`;
}

const shortFields: Readonly<Record<string, string>> = {
  weightRegularizerL1: 'L1',
  weightRegularizerL2: 'L2',
  biasRegularizerL1: 'bias L1',
  biasRegularizerL2: 'bias L2',
  samplesPerClass: 'samples',
};

/** The last part of a path in these configs, if that is enough: fields of two layers keep their layers' names. */
export function shortPath(path: string, configs: readonly RunConfig[], among: readonly string[]): string {
  const keys = path.split('.');
  const last = keys.at(-1)!;
  if (last === 'kind' && keys[0] !== 'layers') return pathWords(path, configs[0]!).short;
  const words = shortFields[last] ?? last.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const alone = among.filter((other) => other.split('.').at(-1) === last).length === 1;
  if (alone || keys.length < 2) return words;
  return `${words} of ${sharedLayerName(path, configs) ?? keys.slice(0, -1).join('.')}`;
}

function compareAll(
  a: readonly (ConfigValue | undefined)[],
  b: readonly (ConfigValue | undefined)[],
): number {
  for (const [index, left] of a.entries()) {
    const order = compareValues(left, b[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function compareValues(a: ConfigValue | undefined, b: ConfigValue | undefined): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return String(a).localeCompare(String(b));
}

/** Maps a run to the key of its group, or otherwise to its own id. */
export function groupKeyOf(groups: readonly RunGroup[]): (run: { readonly id: string }) => string {
  const keys = new Map(groups.flatMap(({ key, runs }) => runs.map(({ id }) => [id, key])));
  return ({ id }) => keys.get(id) ?? id;
}

/** A slot in the palette or, if groups are by an ordered number, a position on its colour scale. */
export interface GroupColour {
  readonly slot: number;
  readonly share?: number;
}

/** Seeds are numbers without an order: their groups are coloured like runs. */
export function groupColours(groups: readonly RunGroup[]): Map<string, GroupColour> {
  const ordered =
    groups.length > 1 && groups.every(({ key, value }) => key !== '' && typeof value === 'number');
  return new Map(
    groups.map(({ key }, index) => [
      key,
      ordered ? { slot: index, share: index / (groups.length - 1) } : { slot: index },
    ]),
  );
}
