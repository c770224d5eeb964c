import type { RunConfig } from '../run-config.ts';
import { configKey, type SweepCell } from './expand-sweep.ts';

/** Where runs belong in a grid. */
export interface GridIndex {
  /** For each cell and seed, cells in order. Configs that are the same training share one place. */
  readonly places: readonly number[];
  /** The place of a run, given its config as JSON; null if the grid asks for no such run. */
  placeOf(config: string): number | null;
}

const indexes = new WeakMap<readonly SweepCell[], GridIndex>();

/** Built once for each list of cells that `parseSweep` returned. */
export function indexGrid(cells: readonly SweepCell[]): GridIndex {
  const known = indexes.get(cells);
  if (known !== undefined) return known;
  const index = makeIndex(cells);
  indexes.set(cells, index);
  return index;
}

function makeIndex(cells: readonly SweepCell[]): GridIndex {
  // Configs of a grid have their fields in the schema's order, and so does nearly every stored one: then equal text means the same
  // training, and comparing texts takes a small fraction of the time of parsing them.
  const byText = new Map<string, number | null>();
  const places = cells.flatMap(textsOf).map((text, index) => {
    const place = byText.get(text) ?? index;
    byText.set(text, place);
    return place;
  });

  let byKey: Map<string, number> | null = null;
  function find(text: string): number | null {
    const configs = cells.flatMap((cell) => cell.configs);
    byKey ??= new Map(configs.map((config, index) => [configKey(config), places[index]!]));
    const key = keyOf(text);
    return key === null ? null : (byKey.get(key) ?? null);
  }

  return {
    places,
    placeOf(text) {
      const known = byText.get(text);
      if (known !== undefined) return known;
      const place = find(text);
      byText.set(text, place);
      return place;
    },
  };
}

/** Null if it is not a config, and so belongs to no grid. */
function keyOf(text: string): string | null {
  try {
    return configKey(JSON.parse(text) as RunConfig);
  } catch {
    return null;
  }
}

/** A number that occurs in no config. */
const otherSeed = 0.1928374650918273;

/**
 * The configs of a cell as JSON. Within each fold they differ only in their seeds: one is serialized, and the seeds are inserted into its
 * text.
 */
function textsOf({ configs }: SweepCell): string[] {
  const byFold = Map.groupBy(configs, ({ validation }) => validation);
  return [...byFold.values()].flatMap(textsOfSeeds);
}

function textsOfSeeds(configs: readonly RunConfig[]): string[] {
  const [before, after, ...more] = JSON.stringify({ ...configs[0]!, seed: otherSeed }).split(
    String(otherSeed),
  );
  if (after === undefined || more.length > 0) return configs.map((config) => JSON.stringify(config));
  return configs.map(({ seed }) => `${before}${seed}${after}`);
}
