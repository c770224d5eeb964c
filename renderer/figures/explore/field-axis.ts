import type { Field, FieldColumn, NamedLayers, NumberColumn, TextColumn } from '#api';
import type { RunColumn } from '../run-columns.ts';
import { fieldFormat, fieldLabel, isLogarithmic } from '#words';
import { type AxisScale, numberPlaces } from './axis-scale.ts';

/** How an axis is shown; by default with the scale that suits its numbers, and over all of them. */
export interface AxisChoice {
  readonly scale?: AxisScale | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** A field with a place for each run: NaN if it has none. Missing values are placed in a slot of their own, below all others. */
export interface FieldAxis extends RunColumn {
  readonly field: Field;
  /** null for texts. */
  readonly scale: AxisScale | null;
  readonly places: Float64Array;
  /** One value per run, for a table. */
  valueOf(run: number): number | string | null;
  /** Place of missing values; null if no run lacks the field. */
  readonly slot: number | null;
  readonly missing: number;
  /** Number of runs whose value is NaN or infinite. */
  readonly notFinite: number;
  /** Number of runs whose value lies outside the chosen ends, or below 0 on a logarithmic axis. */
  readonly outside: number;
}

/** A column of values as an axis. */
export function fieldAxis(column: FieldColumn, layers: NamedLayers, choice: AxisChoice = {}): FieldAxis {
  return column.kind === 'text' ? textAxis(column, layers) : numberAxis(column, layers, choice);
}

const slotShare = 0.09;
const wideRatio = 10;

/** Logarithmic, with equal ratios as equal distances, for penalty factors and for positive values over several orders of magnitude. */
export function suitingScale(field: Field, sorted: readonly number[]): AxisScale {
  if (field.type === 'time' || sorted.length === 0 || sorted[0]! < 0) return 'linear';
  if (field.group === 'config' && isLogarithmic(field.name)) return 'log';
  const positive = sorted.find((value) => value > 0);
  const isWide = positive !== undefined && sorted.at(-1)! / positive >= wideRatio;
  return isWide && (field.group === 'metric' || field.type === 'duration') ? 'log' : 'linear';
}

function numberAxis(column: NumberColumn, layers: NamedLayers, choice: AxisChoice): FieldAxis {
  const { field, values, missing } = column;
  const { from = -Infinity, to = Infinity } = choice;
  const finite = values.filter(Number.isFinite).sort();
  const between = [...finite].filter((value) => value >= from && value <= to);
  const scale = choice.scale ?? suitingScale(field, between);
  const inside = scale === 'log' ? between.filter((value) => value >= 0) : between;
  const { format } = fieldFormat(field);
  const numbers = numberPlaces(inside, scale, format, field.type !== 'number');
  const length = numbers.range.max - numbers.range.min;
  const slot = missing > 0 ? numbers.range.min - slotShare * length : null;
  const absent = new Set(column.absent);
  const places = values.map((value, run) => {
    if (absent.has(run)) return slot!;
    return Number.isFinite(value) && value >= from && value <= to ? numbers.place(value) : NaN;
  });
  return {
    ...base(field, layers, places, slot),
    scale,
    range: slot === null ? numbers.range : { min: slot - (slotShare / 2) * length, max: numbers.range.max },
    ticks: [...noneTick(slot), ...numbers.ticks],
    breakAt: slot === null ? numbers.breakAt : slot + (slotShare / 2) * length,
    describe: (place) => (isSlot(slot, place, length) ? 'none' : format(numbers.valueAt(place))),
    valueOf: (run) => (absent.has(run) ? null : values[run]!),
    missing,
    notFinite: values.length - missing - finite.length,
    outside: finite.length - inside.length,
  };
}

function textAxis({ field, values, texts, missing }: TextColumn, layers: NamedLayers): FieldAxis {
  const slot = missing > 0 ? -1 : null;
  const ticks = texts.map((label, position) => ({ position, label }));
  return {
    ...base(field, layers, values, slot),
    scale: null,
    range: { min: (slot ?? 0) - 0.5, max: Math.max(1, texts.length) - 0.5 },
    ticks: [...noneTick(slot), ...ticks],
    breakAt: slot === null ? null : -0.5,
    describe: (place) => texts[Math.round(place)] ?? 'none',
    valueOf: (run) => texts[values[run]!] ?? null,
    missing,
    notFinite: 0,
    outside: 0,
  };
}

function base(field: Field, layers: NamedLayers, places: Float64Array, slot: number | null) {
  const kind = field.name === 'seed' ? 'seed' : field.group === 'metric' ? 'metric' : 'path';
  return { field, key: field.name, label: fieldLabel(field, layers), kind, places, slot } as const;
}

const noneTick = (slot: number | null) => (slot === null ? [] : [{ position: slot, label: 'none' }]);

function isSlot(slot: number | null, place: number, length: number): boolean {
  return slot !== null && Math.abs(place - slot) < (slotShare / 2) * length;
}
