import type { z } from 'zod';
import type { describeFieldsQuery, FieldDescription, FieldDescriptions } from '#api';
import { ownFields, findField, histogram, isOfLayers, ofLayer, sharedLayers, type Field } from '#experiments';
import type { Connection } from './connection.ts';
import { fieldSql } from './field-sql.ts';
import { selectionSql } from './run-selection.ts';
import { requireField } from './run-order.ts';

export type DescribeFieldsQuery = z.output<typeof describeFieldsQuery>;

/** Maximum number of values to list. */
const maxValues = 100;
const bins = 32;

/** Paths at which some run has a value: its own, or the common one if it has no row. */
export const occurringPathsSql = `
  SELECT path FROM config_paths
  WHERE EXISTS (SELECT 1 FROM config_values AS one WHERE one.path_id = config_paths.path_id AND value <> x'')
    OR common IS NOT NULL AND (SELECT count(*) FROM runs) >
      (SELECT count(*) FROM config_values AS one WHERE one.path_id = config_paths.path_id)
  ORDER BY path_id`;

/** Kinds of layers, in order: for each position the kinds that occur there in any run, as a JSON array. */
export const layerKindsSql = `
  SELECT (SELECT json_group_array(kind) FROM (
    SELECT DISTINCT value AS kind FROM config_values AS one WHERE one.path_id = config_paths.path_id AND value <> x''
    UNION SELECT common WHERE common IS NOT NULL AND (SELECT count(*) FROM runs) >
      (SELECT count(*) FROM config_values AS one WHERE one.path_id = config_paths.path_id)
  )) FROM config_paths WHERE path GLOB 'layers.*.kind' ORDER BY CAST(substr(path, 8) AS INTEGER)`;

/** Tells which fields occur, and how the values of some are distributed. */
export function createFieldDescriptions(db: Connection) {
  const paths = db.prepare<[], string>(occurringPathsSql).pluck();

  // At most as many as configs have positions of dense layers.
  const layers = db
    .prepare<[], number>(`SELECT count(*) FROM config_paths WHERE path GLOB 'layers.*.units'`)
    .pluck();

  const layerKinds = db.prepare<[], string>(layerKindsSql).pluck();

  return (query: DescribeFieldsQuery): FieldDescriptions => ({
    layers: sharedLayers(layerKinds.all().map((kinds) => JSON.parse(kinds) as unknown[])),
    occurring: [
      ...ownFields.flatMap((field) => ofEachLayer(field, layers.get()!)),
      ...paths
        .all()
        .flatMap((path) => findField(path) ?? [])
        .filter(({ group }) => group === 'config'),
    ],
    fields: query.fields.map((name) => describe(db, query, requireField(name))),
  });
}

/** Expands a field of layers into one for each layer. */
function ofEachLayer(field: Field, layers: number): Field[] {
  return isOfLayers(field) ? Array.from({ length: layers }, (_, layer) => ofLayer(field, layer)) : [field];
}

type Count = readonly [value: string | number | null, runs: number];

function describe(db: Connection, query: DescribeFieldsQuery, field: Field): FieldDescription {
  const { where, bound, fromFor } = selectionSql(query);
  const table = fromFor(field);
  // A run with several tags counts once for each.
  const [value, from] =
    field.name === 'tag' ? ['tag', `${table} LEFT JOIN tags USING (run_id)`] : [fieldSql(field).one, table];
  if (field.type === 'number' || field.type === 'duration') {
    const cells = db.prepare<unknown[], Count[0]>(`SELECT ${value} FROM ${from} WHERE ${where}`).pluck();
    return describeNumbers(field, cells.all(bound));
  }
  const counts = db
    .prepare<unknown[], Count>(
      `SELECT ${value} AS value, count(*) FROM ${from} WHERE ${where} GROUP BY value ORDER BY 2 DESC, 1`,
    )
    .raw()
    .all(bound);
  const known = counts.filter((count): count is [string | number, number] => count[0] !== null);
  const runs = sum(counts);
  return {
    ...{ field, runs, missing: runs - sum(known), nan: 0 },
    distinct: known.length,
    values: known.slice(0, maxValues).map(([one, ofRuns]) => ({ value: one, runs: ofRuns })),
    ...{ range: null, histogram: null, logHistogram: null },
  };
}

const sum = (counts: readonly Count[]): number => counts.reduce((all, [, runs]) => all + runs, 0);

/** Counted here: SQLite would sort the runs by value, which takes up to ten times as long. */
function describeNumbers(field: Field, cells: readonly Count[0][]): FieldDescription {
  const sorted = Float64Array.from(cells.filter((cell) => typeof cell === 'number')).sort();
  const nan = cells.filter((cell) => cell === 'NaN').length;
  const counts = countSorted(sorted);
  const finite = sorted.filter(Number.isFinite);
  const [least, greatest] = [finite[0] ?? NaN, finite.at(-1) ?? NaN];
  const isThere = finite.length > 0;
  return {
    ...{ field, runs: cells.length, nan, missing: cells.length - sorted.length - nan },
    distinct: counts.length,
    values: mostFrequent(counts).map(([value, runs]) => ({ value, runs })),
    range: isThere ? [least, greatest] : null,
    histogram: isThere ? histogram(finite, { bins }) : null,
    logHistogram: isThere && least > 0 ? histogram(finite.map(Math.log10), { bins }) : null,
  };
}

/** Each distinct number in an ascending list, with its number of occurrences. */
function countSorted(sorted: Float64Array): [value: number, runs: number][] {
  const counts: [number, number][] = [];
  for (const value of sorted) {
    const last = counts.at(-1);
    if (last?.[0] === value) last[1] += 1;
    else counts.push([value, 1]);
  }
  return counts;
}

/** Most values of a continuous measure occur only once: these need no sorting. */
function mostFrequent(counts: readonly [value: number, runs: number][]): (readonly [number, number])[] {
  const repeated = counts.filter(([, runs]) => runs > 1).sort((a, b) => b[1] - a[1]);
  if (repeated.length >= maxValues) return repeated.slice(0, maxValues);
  const once = counts.filter(([, runs]) => runs === 1);
  return [...repeated, ...once.slice(0, maxValues - repeated.length)];
}
