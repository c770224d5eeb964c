import type { z } from 'zod';
import { archivedTag, pinnedTag, type runSelection } from '#api';
import type { Field } from '#experiments';
import type { Connection } from './connection.ts';
import { fieldSql } from './field-sql.ts';
import { filterSql, readFilter, type FilterSql } from './filter-sql.ts';

export type RunSelection = z.output<typeof runSelection>;

/** Left to itself SQLite would walk a narrower index, and fetch the long row of every run. */
export const facts = 'runs INDEXED BY runs_facts';
const texts = 'runs INDEXED BY runs_texts';

/** Runs that match, as a table and a condition on it. */
export interface SelectionSql extends FilterSql {
  /** Table for finding and counting them. */
  readonly from: string;
  /** The same when they are also sorted by, or shown with, some fields. */
  readonly fromFor: (...fields: readonly Field[]) => string;
}

export const pinnedSql = `SELECT run_id FROM tags WHERE tag = '${pinnedTag}'`;
const archivedSql = `SELECT run_id FROM tags WHERE tag = '${archivedTag}'`;

/** Compiles a selection. Throws invalidInput for a filter that cannot be parsed. */
export function selectionSql({ filter, trashed, archived, sweepId }: RunSelection): SelectionSql {
  const query = readFilter(filter);
  const { where, bound, isOfTexts } = filterSql(query, new Date());
  const conditions = [
    trashed ? 'trashed_at IS NOT NULL AND deleted_at IS NULL' : 'trashed_at IS NULL',
    ...(archived === undefined ? [] : [`run_id ${archived === 'only' ? 'IN' : 'NOT IN'} (${archivedSql})`]),
    ...(sweepId === undefined ? [] : ['sweep_id = (SELECT sweep_id FROM sweeps WHERE public_id = :sweep)']),
    ...(query.kind === 'all' ? [] : [where]),
  ];
  const isAll = query.kind === 'all';
  // Sweeps have an index of their own.
  const fromFor = (...fields: readonly Field[]): string => {
    if (sweepId !== undefined) return 'runs';
    const areTexts = isOfTexts && fields.every((field) => fieldSql(field).isOfTexts === true);
    return areTexts && !(isAll && fields.length === 0) ? texts : facts;
  };
  return {
    from: isAll ? 'runs' : fromFor(),
    fromFor,
    where: conditions.join(' AND '),
    bound: sweepId === undefined ? bound : { ...bound, sweep: sweepId },
    isOfTexts,
  };
}

export function countMatched(db: Connection, { from, where, bound }: SelectionSql): number {
  return db.prepare<unknown[], number>(`SELECT count(*) FROM ${from} WHERE ${where}`).pluck().get(bound) ?? 0;
}

/** The selection without these run_ids, which it binds as `name`. */
export function except(selection: SelectionSql, runs: readonly number[], name: string): SelectionSql {
  return narrowed(selection, 'NOT IN', runs, name);
}

/** The selection restricted to these run_ids. */
export function only(selection: SelectionSql, runs: readonly number[]): SelectionSql {
  return narrowed(selection, 'IN', runs, 'only');
}

function narrowed(selection: SelectionSql, by: string, runs: readonly number[], name: string): SelectionSql {
  return {
    ...selection,
    where: `${selection.where} AND run_id ${by} (SELECT value FROM json_each(:${name}))`,
    bound: { ...selection.bound, [name]: JSON.stringify(runs) },
  };
}
