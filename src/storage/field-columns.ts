import type { z } from 'zod';
import {
  maxColumnFields,
  maxColumnRuns,
  runStatuses,
  type ColumnRunName,
  type FieldColumn,
  type FieldColumns,
  type FieldValue,
  type readColumnsQuery,
  type RunStatus,
} from '#api';
import { findField, type Field } from '#experiments';
import type { Connection } from './connection.ts';
import { createDifferingPaths } from './differing-paths.ts';
import { fieldSql } from './field-sql.ts';
import { countMatched, selectionSql, type SelectionSql } from './run-selection.ts';
import { requireField } from './run-order.ts';
import { compareTexts } from './text-order.ts';

export type ReadColumnsQuery = z.output<typeof readColumnsQuery>;

/** The newest runs that a selection matches, in a statement that binds `most` in addition to what the selection binds. */
export function newestSql(columns: string, { where, fromFor }: SelectionSql): string {
  return `SELECT ${columns} FROM ${fromFor()} WHERE ${where} ORDER BY created_at DESC, run_id DESC LIMIT :most`;
}

/** Reads values of many runs, one column per field, for plotting. */
export function createFieldColumns(db: Connection) {
  const differingPaths = createDifferingPaths(db);
  return (query: ReadColumnsQuery): FieldColumns => {
    const asked = query.fields.map(requireField);
    const selection = selectionSql(query);
    const bound = { ...selection.bound, most: maxColumnRuns };
    const differing = query.withDiffering
      ? without(
          asked,
          differingFields(
            differingPaths(db.prepare<unknown[], number>(newestSql('run_id', selection)).pluck().all(bound)),
          ),
        )
      : [];
    const fields = [...asked, ...differing.slice(0, maxColumnFields)];
    const cells = ['public_id', 'name', 'status', ...fields.map((field) => fieldSql(field).one)];
    const rows = db
      .prepare<unknown[], Row>(newestSql(cells.join(', '), selection))
      .raw()
      .all(bound)
      .filter(([, , status]) => isStatus(status));
    return {
      total: rows.length < maxColumnRuns ? rows.length : countMatched(db, selection),
      runs: rows.map(([id, name, status]): ColumnRunName => ({ id, name, status: status as RunStatus })),
      columns: fields.map((field, at) => toColumn(field, rows.map((row) => row[at + named]!))), // oxfmt-ignore
      left: Math.max(0, differing.length - maxColumnFields),
    };
  };
}

type Row = readonly [id: string, name: string, status: string, ...values: FieldValue[]];
const named = 3;

const isStatus = (status: string): boolean => (runStatuses as readonly string[]).includes(status);

/** A digest differs wherever a table does, and means nothing to the user. */
function differingFields(paths: readonly string[]): Field[] {
  return paths.filter((path) => !path.endsWith('.digest')).flatMap((path) => findField(path) ?? []);
}

function without(known: readonly Field[], fields: readonly Field[]): Field[] {
  const names = new Set(known.map(({ name }) => name));
  return fields.filter(({ name }) => !names.has(name));
}

function toColumn(field: Field, cells: readonly FieldValue[]): FieldColumn {
  const missing = cells.filter((cell) => cell === null).length;
  if (field.type === 'text') {
    const texts = [...new Set(cells.flatMap((cell) => (cell === null ? [] : String(cell))))].sort(
      compareTexts,
    );
    const places = new Map(texts.map((text, place) => [text, place]));
    const values = Float64Array.from(cells, (cell) => (cell === null ? -1 : places.get(String(cell))!));
    return { kind: 'text', field, missing, texts, values };
  }
  const values = Float64Array.from(cells, (cell) => (cell === null ? NaN : numberOf(field, cell)));
  const absent = Float64Array.from(cells.flatMap((cell, run) => (cell === null ? [run] : [])));
  const nan = values.filter(Number.isNaN).length - missing;
  return { kind: 'number', field, missing, values, absent, nan };
}

/** NaN is stored as text. */
function numberOf({ type }: Field, cell: string | number): number {
  return type === 'time' ? Date.parse(String(cell)) : Number(cell);
}
