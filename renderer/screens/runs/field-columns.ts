import { findField, metricSource, type Field, type FieldValue } from '#api';
import { capitalize, fieldFormat, fieldLabel, formatDate } from '#words';
import { fixedColumns, knownColumns, looks, type RunColumn } from './columns.ts';
import { historyLayers } from './useHistoryFields.ts';

const known = new Map([...fixedColumns, ...knownColumns].map((column) => [column.id, column]));

/** The column for an id in a layout; null for one that this version or this history does not know. */
export function columnOf(id: string): RunColumn | null {
  const own = known.get(id);
  if (own !== undefined) return own;
  const field = findField(id);
  return field === null ? null : (known.get(field.name) ?? fieldColumn(field));
}

/** True for a metric that has a more precise name: `validation_loss` is `final.validation_loss`. */
export function isShortName(field: Field): boolean {
  if (field.group !== 'metric') return false;
  const { point } = metricSource(field);
  return !field.name.startsWith(`${point}.`) && findField(`${point}.${field.name}`) !== null;
}

/** The same in the head of a column and in a list of columns: distinct from all others. */
const columnLabel = (field: Field): string => capitalize(fieldLabel(field, historyLayers.value));

/** In CSS pixels: heads are shown in full, up to a maximum width. */
const [characterWidth, mostWidth] = [6.5, 172];

function fieldColumn(field: Field): RunColumn {
  const isNumeric = field.type === 'number' || field.type === 'duration';
  const about = field.group === 'config' ? `The config’s ${field.name}.` : `${capitalize(field.about)}.`;
  const label = columnLabel(field);
  return {
    id: field.name,
    field: field.name,
    label,
    meaning: about,
    width: Math.min(mostWidth, Math.max(isNumeric ? 96 : 120, 28 + label.length * characterWidth)),
    sort: field.name,
    isNumeric,
    isRead: true,
    ...(isNumeric ? looks(fieldFormat(field)) : { readText: (value: FieldValue) => textOf(field, value) }),
  };
}

function textOf({ type }: Field, value: FieldValue): string {
  if (value === null) return '–';
  return type === 'time' ? formatDate(String(value)) : String(value).replaceAll(/\s+/g, ' ');
}
