import type { z } from 'zod';
import type { describeFieldsQuery, FieldDescription, FieldDescriptions } from '#api';
import { fieldTemplates, findField, histogram, isOfLayers, ofLayer, type Field } from '#experiments';
import type { Connection } from './connection.ts';
import { fieldSql } from './field-sql.ts';
import { facts, selectionSql } from './run-selection.ts';
import { requireField } from './run-order.ts';

export type DescribeFieldsQuery = z.output<typeof describeFieldsQuery>;

/** Values that are told of one by one. */
const mostValues = 100;
const bins = 32;

/** Tells which fields occur, and how the values of some lie. */
export function createFieldDescriptions(db: Connection) {
  const paths = db
    .prepare<[], string>(
      `SELECT path FROM config_paths
       WHERE EXISTS (SELECT 1 FROM config_values WHERE config_values.path_id = config_paths.path_id) ORDER BY path_id`,
    )
    .pluck();

  // No more than there are places of dense layers in configs.
  const layers = db
    .prepare<[], number>(`SELECT count(*) FROM config_paths WHERE path GLOB 'layers.*.units'`)
    .pluck();

  return (query: DescribeFieldsQuery): FieldDescriptions => ({
    occurring: [
      ...fieldTemplates
        .filter(({ group }) => group !== 'config')
        .flatMap((field) => ofEachLayer(field, layers.get()!)),
      ...paths
        .all()
        .flatMap((path) => findField(path) ?? [])
        .filter(({ group }) => group === 'config'),
    ],
    fields: query.fields.map((name) => describe(db, query, requireField(name))),
  });
}

/** Of a field of layers the one of each. */
function ofEachLayer(field: Field, layers: number): Field[] {
  return isOfLayers(field) ? Array.from({ length: layers }, (_, layer) => ofLayer(field, layer)) : [field];
}

type Count = readonly [value: string | number | null, runs: number];

function describe(db: Connection, query: DescribeFieldsQuery, field: Field): FieldDescription {
  const { where, bound } = selectionSql(query);
  const table = query.sweepId === undefined ? facts : 'runs';
  // A run with several tags counts for each.
  const [value, from] =
    field.name === 'tag' ? ['tag', `${table} LEFT JOIN tags USING (run_id)`] : [fieldSql(field).one, table];
  const counts = db
    .prepare<unknown[], Count>(
      `SELECT ${value} AS value, count(*) FROM ${from} WHERE ${where} GROUP BY value ORDER BY 2 DESC, 1`,
    )
    .raw()
    .all(bound);
  const isNumber = field.type === 'number' || field.type === 'duration';
  const known = counts.filter((count): count is [string | number, number] => {
    return count[0] !== null && !(isNumber && count[0] === 'NaN');
  });
  const numbers = isNumber ? expanded(known) : new Float64Array(0);
  const [least, greatest] = [
    numbers.reduce((a, b) => Math.min(a, b), Infinity),
    numbers.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const isThere = numbers.length > 0;
  return {
    field,
    runs: sum(counts),
    missing: sum(counts.filter(([one]) => one === null)),
    nan: isNumber ? sum(counts.filter(([one]) => one === 'NaN')) : 0,
    distinct: known.length,
    values: known.slice(0, mostValues).map(([one, runs]) => ({ value: one, runs })),
    range: isThere ? [least, greatest] : null,
    histogram: isThere ? histogram(numbers, { bins }) : null,
    logHistogram: isThere && least > 0 ? histogram(numbers.map(Math.log10), { bins }) : null,
  };
}

const sum = (counts: readonly Count[]): number => counts.reduce((all, [, runs]) => all + runs, 0);

/** Every finite number as often as it occurs. */
function expanded(counts: readonly (readonly [string | number, number])[]): Float64Array {
  const finite = counts.filter(([value]) => Number.isFinite(value));
  const values = new Float64Array(sum(finite));
  let at = 0;
  for (const [value, runs] of finite) {
    values.fill(Number(value), at, at + runs);
    at += runs;
  }
  return values;
}
