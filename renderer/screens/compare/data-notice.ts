import { leastSharedData, type RunConfig, type RunSummary } from '#api';
import { capitalize, nameInSentence } from '#words';

/**
 * A sentence if the compared runs were not trained or not measured on the same samples, otherwise null. Runs with different seeds never
 * are; this is mentioned if settings are not compared over the same seeds.
 */
export function dataNotice(runs: readonly Pick<RunSummary, 'config'>[]): string | null {
  const configs = runs.map(({ config }) => config);
  const found = leastSharedData(configs, nameInSentence);
  if (found?.reason) {
    return `${capitalize(found.reason)}${found.validation ? '.' : ': losses are not of the same samples.'}`;
  }
  return hasOtherSeeds(configs)
    ? 'The settings were not run with the same seeds: their losses are not of the same samples.'
    : null;
}

/** A sentence if runs of both precisions are compared, otherwise null. */
export function precisionNotice(runs: readonly Pick<RunSummary, 'config'>[]): string | null {
  const precisions = new Set(runs.map(({ config }) => config.precision));
  return precisions.size > 1
    ? 'Runs in float32 and float64 are compared: even with the same settings and seed, their curves part within a few hundred epochs.'
    : null;
}

/** What the reader must know about the compared runs' configs before reading the curves, one sentence each. */
export function dataNotices(runs: readonly Pick<RunSummary, 'config'>[]): string[] {
  return [dataNotice(runs), precisionNotice(runs)].filter((words) => words !== null);
}

/** Whether some setting has runs with seeds that another lacks. */
function hasOtherSeeds(configs: readonly RunConfig[]): boolean {
  const seeds = new Map<string, Set<number>>();
  for (const { seed, ...rest } of configs) {
    const setting = JSON.stringify({ ...rest, name: undefined });
    seeds.set(setting, (seeds.get(setting) ?? new Set()).add(seed));
  }
  const sets = [...seeds.values()].map((set) => [...set].sort((a, b) => a - b).join());
  return new Set(sets).size > 1;
}
