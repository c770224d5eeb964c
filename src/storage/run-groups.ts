import type { z } from 'zod';
import {
  AppError,
  type FieldValue,
  type GroupedMetric,
  type groupRunsQuery,
  type RunGroup,
  type RunGroups,
} from '#api';
import { summarize, type Field } from '#experiments';
import type { Connection } from './connection.ts';
import { fieldSql } from './field-sql.ts';
import { selectionSql } from './run-selection.ts';
import { requireField } from './run-order.ts';
import { fold } from './sql-functions.ts';
import { compareTexts } from './text-order.ts';

export type GroupRunsQuery = z.output<typeof groupRunsQuery>;

/** Groups runs by shared values. SQL finds and reads them; means and intervals are computed as on every other screen. */
export function createRunGroups(db: Connection) {
  return (query: GroupRunsQuery): RunGroups => {
    const by = query.by.map(requireField);
    const metrics = query.metrics.map(requireNumber);
    const rows = readRows(db, query, [...by, ...metrics]);
    const groups = [...divide(rows, by, metrics.length).values()].map((group) => toGroup(group, metrics));
    const key = sortKey(query, metrics);
    groups.sort((a, b) => compareKeys(key(a), key(b), query.descending) || compareValues(a, b));
    return { groups: groups.slice(query.offset, query.offset + query.limit), total: groups.length };
  };
}

type Row = readonly FieldValue[];

function readRows(db: Connection, query: GroupRunsQuery, fields: readonly Field[]): Row[] {
  const { where, bound, fromFor } = selectionSql(query);
  const table = fromFor(...fields);
  // A filter matches any tag of a run, so the run is in the group of each.
  const from = fields.some(isTag) ? `${table} LEFT JOIN tags USING (run_id)` : table;
  const columns = fields.map((field) => (isTag(field) ? 'tag' : fieldSql(field).one)).join(', ');
  return db.prepare<unknown[], Row>(`SELECT ${columns} FROM ${from} WHERE ${where}`).raw().all(bound);
}

function isTag({ name }: Field): boolean {
  return name === 'tag';
}

/** Runs in a group, with their values of each metric. */
interface Members {
  readonly values: Row;
  readonly cells: readonly FieldValue[][];
  runs: number;
}

/**
 * Texts are compared as a filter compares them. For a single field the value itself is the key, so that no text has to be built for each
 * row.
 */
function divide(rows: readonly Row[], by: readonly Field[], metrics: number): Map<FieldValue, Members> {
  const folded = new Map<string, string>();
  const keys = by.map(({ type }) => (value: FieldValue): FieldValue => {
    if (type !== 'text' || typeof value !== 'string') return value;
    const known = folded.get(value) ?? fold(value);
    folded.set(value, known);
    return known;
  });
  const groups = new Map<FieldValue, Members>();
  for (const row of rows) {
    const key =
      keys.length === 1 ? keys[0]!(row[0]!) : JSON.stringify(keys.map((keyOf, at) => keyOf(row[at]!)));
    let group = groups.get(key);
    if (group === undefined) {
      const cells = Array.from({ length: metrics }, (): FieldValue[] => []);
      group = { values: row.slice(0, by.length), cells, runs: 0 };
      groups.set(key, group);
    }
    group.runs += 1;
    for (let at = 0; at < metrics; at++) group.cells[at]!.push(row[by.length + at]!);
  }
  return groups;
}

function toGroup({ values, cells, runs }: Members, metrics: readonly Field[]): RunGroup {
  return { values, runs, metrics: metrics.map((field, at) => summarizeColumn(cells[at]!, field)) };
}

function summarizeColumn(cells: readonly FieldValue[], { name }: Field): GroupedMetric {
  const values = cells.filter((cell) => cell !== null).map(Number);
  const finite = values.filter(Number.isFinite);
  const better = /accuracy$/.test(name) ? Math.max : Math.min;
  const best = finite.length === 0 ? null : finite.reduce((a, b) => better(a, b));
  return { ...summarize(values), best, missing: cells.length - values.length };
}

function requireNumber(name: string): Field {
  const field = requireField(name);
  if (field.type === 'number' || field.type === 'duration') return field;
  throw new AppError('invalidInput', `${field.name} is ${field.type}; group metrics are numbers`);
}

function sortKey({ sort }: GroupRunsQuery, metrics: readonly Field[]): (group: RunGroup) => FieldValue {
  if (!('metric' in sort)) return ({ values, runs }) => (sort.kind === 'runs' ? runs : values[0]!);
  const at = metrics.findIndex(({ name }) => name === requireField(sort.metric).name);
  if (at === -1)
    throw new AppError('invalidInput', `got sort by ${sort.metric}; allowed: one of the metrics`);
  return ({ metrics: of }) => of[at]![sort.kind];
}

/** Missing values come last, in either direction. */
function compareKeys(a: FieldValue, b: FieldValue, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return descending ? -compare(a, b) : compare(a, b);
}

/** Numbers before texts, and texts in natural order. */
function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return compareTexts(String(a), String(b));
}

function compareValues(a: RunGroup, b: RunGroup): number {
  return a.values.reduce<number>((order, value, at) => order || compareKeys(value, b.values[at]!, false), 0);
}
