import type { InspectedColumn } from './inspect-file.ts';
import type { ColumnPlan } from './plan-columns.ts';
import type { RowPlaces } from './row-store.ts';
import { quote, TableError } from './table-error.ts';

/**
 * Positions of a table's columns in its test file, which must have the same ones in any order. Throws TableError if it lacks some, or has
 * others.
 */
export function matchColumns(
  names: readonly string[],
  columns: readonly InspectedColumn[],
  plan: ColumnPlan,
  label: string,
): RowPlaces {
  const found = columns.map(({ name }) => name);
  const lacking = names.filter((name) => !found.includes(name));
  const others = found.filter((name, position) => !names.includes(name) || found.indexOf(name) !== position);
  if (lacking.length > 0 || others.length > 0) {
    const told = [
      ...(lacking.length > 0 ? [`there is no column ${listed(lacking)}`] : []),
      ...(others.length > 0 ? [`the other file has no column ${listed(others)}`] : []),
    ];
    throw new TableError(`${told.join(', and ')}; allowed: the same columns, in any order`);
  }
  return {
    cells: columns.length,
    label: found.indexOf(label),
    features: plan.columns.map(({ name }) => found.indexOf(name)),
    isTest: true,
  };
}

function listed(names: readonly string[]): string {
  const more = names.length > 5 ? `, ... (${names.length} in all)` : '';
  return `${names.slice(0, 5).map(quote).join(', ')}${more}`;
}
