import { seedNoise, type RunSummary, type SeedNoise, type SeriesMetric } from '#api';
import { metricWords } from '#words';
import type { MetricChoice } from './compare-metrics.ts';
import type { Floor } from './delta.ts';
import { metricOfRow, rawValues, type PlacedRun, type RowKey } from './raw-values.ts';
import type { RunGroup } from './run-groups.ts';

/** The values of the runs of one setting, one for each of its seeds; those of diverged runs are not included. */
export interface SettingValues {
  readonly key: string;
  readonly values: Readonly<Record<RowKey, readonly number[]>>;
}

/** By run, the values at the crosshair of all seeds of its setting. Runs in a group of `groups` differ only in their seed. */
export function settingValues(
  groups: readonly RunGroup[],
  placed: ReadonlyMap<string, PlacedRun>,
  choice: MetricChoice,
  crosshair: number | null,
): Map<string, SettingValues> {
  return new Map(
    groups.flatMap(({ key, runs, averaged }) => {
      const raw = oneASeed(averaged).flatMap(({ id }) => {
        const member = placed.get(id);
        return member ? [rawValues(member, choice, crosshair)] : [];
      });
      const valuesOf = (of: RowKey): number[] => raw.map((values) => values[of]).filter(isFiniteNumber);
      const values = {
        train: valuesOf('train'),
        validation: valuesOf('validation'),
        gap: valuesOf('gap'),
        best: valuesOf('best'),
        accuracy: valuesOf('accuracy'),
      };
      const setting = { key, values };
      return runs.map(({ id }) => [id, setting] as const);
    }),
  );
}

const isFiniteNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/** A run trained twice is not a second seed. */
function oneASeed(runs: readonly RunSummary[]): RunSummary[] {
  const replicateOf = ({ seed, config: { validation } }: RunSummary): string =>
    JSON.stringify([seed, 'folds' in validation ? validation : null]);
  return [...new Map(runs.map((run) => [replicateOf(run), run])).values()];
}

/**
 * The noise between a setting and others, by column and the other's key: computed once for all their runs. A new crosshair position makes
 * new settings.
 */
const known = new WeakMap<SettingValues, Map<string, SeedNoise | null>>();

/** The difference between runs of these settings that seeds alone cause; null if no seeds tell. */
export function noiseBetween(
  own: SettingValues | undefined,
  base: SettingValues | undefined,
  key: RowKey,
): SeedNoise | null {
  if (!own || !base) return null;
  const ofOwn = known.get(own) ?? new Map<string, SeedNoise | null>();
  known.set(own, ofOwn);
  const pair = `${key} ${base.key}`;
  if (!ofOwn.has(pair))
    ofOwn.set(pair, seedNoise(own.values[key], own.key === base.key ? null : base.values[key]));
  return ofOwn.get(pair)!;
}

/**
 * What a difference between two single runs has to exceed: what seeds alone cause, if that is known, and how much validation loss
 * fluctuates at the end of either run.
 */
export function floorOf(
  key: RowKey,
  metric: SeriesMetric,
  [own, base]: readonly [own: RunSummary, base: RunSummary],
  settings: ReadonlyMap<string, SettingValues>,
): Floor {
  const { formatShortChange: format } = metricWords(metric);
  const noise = noiseBetween(settings.get(own.id), settings.get(base.id), key);
  const isOfValidationLoss = metric === 'validationLoss' || metric === 'generalizationGap';
  const wobble = isOfValidationLoss ? Math.max(deviationOf(own), deviationOf(base)) : 0;
  const beyond = noise
    ? ` by more than seeds alone make, ${format(noise.size)} (95 %, ${seedsText(noise)})`
    : '. One run each, and no seeds of either setting: this may be chance';
  if (noise && noise.size >= wobble) {
    const within = `Within what seeds alone make: 95 % of differences are no larger than ${format(noise.size)}, were values normal (${seedsText(noise)})`;
    return { size: noise.size, within, beyond };
  }
  const within = `No larger than the validation loss wobbles over the last 5 % of epochs: standard deviation ${format(wobble)}`;
  return { size: wobble, within, beyond };
}

/** `5 and 3 seeds`, `5 seeds` */
export function seedsText({ seeds: [own, other] }: SeedNoise): string {
  return own === 0 || other === 0 || own === other ? `${own || other} seeds` : `${own} and ${other} seeds`;
}

const deviationOf = (run: RunSummary): number => run.tail?.validationLossDeviation ?? 0;

/** What seeds alone cause, as a sentence below the table; null for a single run. */
export function noiseSentence(
  base: RunSummary,
  others: number,
  settings: ReadonlyMap<string, SettingValues>,
  choice: MetricChoice,
): string | null {
  if (others === 0) return null;
  const key: RowKey = choice.validation ? 'validation' : 'train';
  const setting = settings.get(base.id);
  const noise = noiseBetween(setting, setting, key);
  if (!noise)
    return 'No other seeds of the base’s setting are compared: what difference seeds alone make is not known, and an arrow may be chance.';
  const { formatShortChange } = metricWords(metricOfRow(key, choice));
  const metric = choice.validation ? `validation ${choice.value}` : choice.title.toLowerCase();
  return `Seeds alone make differences of up to ${formatShortChange(noise.size)} in ${metric} between runs of the base’s setting (95 %, ${seedsText(noise)}, were values normal). What is within, by the seeds of both settings, is marked ≈. Runs of one seed share their data: pairs of them can tell smaller differences.`;
}
