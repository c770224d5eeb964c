import { formatMetric, formatPercent } from '../../words/format.ts';
import type { MetricChoice } from './compare-metrics.ts';
import { deltaTo, formatDifference, formatPoints, type Delta } from './delta.ts';
import { floorOf, type SettingValues } from './noise-floor.ts';
import { rawValues, rowKeys, type PlacedRun, type RowKey } from './raw-values.ts';

/** A number of the table, and how it stands to the base's. */
export interface RowValue {
  readonly value: number | null | undefined;
  readonly delta: Delta | null;
}
export type RowValues = Readonly<Record<RowKey, RowValue>>;

/** How the values of the chosen metric are written. */
export const formatOfChoice = ({ value }: MetricChoice): ((value: number | null | undefined) => string) =>
  value === 'accuracy' ? formatPercent : formatMetric;

/** How the size of a difference is written. */
export function deltaFormat(key: RowKey, choice: MetricChoice): (size: number) => string {
  const isShare =
    key === 'accuracy' || (choice.value === 'accuracy' && (key === 'train' || key === 'validation'));
  return isShare ? formatPoints : formatDifference;
}

/** The numbers of a run, each with its difference to those of the base, as far as it is more than noise. */
export function rowValues(
  own: PlacedRun,
  base: PlacedRun | undefined,
  choice: MetricChoice,
  crosshair: number | null,
  settings: ReadonlyMap<string, SettingValues> = new Map(),
): RowValues {
  const other = base?.run.id === own.run.id ? undefined : base;
  const values = rawValues(own, choice, crosshair);
  const baseValues = other && rawValues(other, choice, crosshair);

  function compared(key: RowKey): RowValue {
    const value = values[key];
    if (!other) return { value, delta: null };
    const format = deltaFormat(key, choice);
    const floor = floorOf(key, choice, [own.run, other.run], settings, format);
    return { value, delta: deltaTo(value, baseValues?.[key], betterOf(key, choice), format, floor) };
  }
  return Object.fromEntries(rowKeys.map((key) => [key, compared(key)])) as RowValues;
}

function betterOf(key: RowKey, { better }: MetricChoice): MetricChoice['better'] {
  if (key === 'accuracy') return 'higher';
  return key === 'gap' || key === 'best' ? 'lower' : better;
}
