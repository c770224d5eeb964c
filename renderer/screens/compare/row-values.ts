import { metricWords } from '#words';
import type { MetricChoice } from './compare-metrics.ts';
import { deltaTo, type Delta } from './delta.ts';
import { floorOf, type SettingValues } from './noise-floor.ts';
import { metricOfRow, rawValues, rowKeys, type PlacedRun, type RowKey } from './raw-values.ts';

/** A number of the table, and how it compares with the baseline's. */
export interface RowValue {
  readonly value: number | null | undefined;
  readonly delta: Delta | null;
}
export type RowValues = Readonly<Record<RowKey, RowValue>>;

/** The numbers of a run, each with its difference from the baseline's, as far as it is more than noise. */
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
    const metric = metricOfRow(key, choice);
    const floor = floorOf(key, metric, [own.run, other.run], settings);
    return { value, delta: deltaTo(value, baseValues?.[key], metricWords(metric), floor) };
  }
  return Object.fromEntries(rowKeys.map((key) => [key, compared(key)])) as RowValues;
}
