import { fieldSql } from './field-sql.ts';
import { ageTerms, orderKey, orderTerms, requireField } from './run-order.ts';
import type { SelectionSql } from './run-selection.ts';

/** The sort field and direction. */
export interface Ordered {
  readonly sort: string;
  readonly descending: boolean;
}

const isByAge = ({ sort }: Ordered): boolean => requireField(sort).name === 'created';

/** True if a filter has to look at all runs, which are already in the requested order. */
export const isWalked = ({ from }: SelectionSql, order: Ordered): boolean =>
  isByAge(order) && from !== 'runs';

/** All run_ids that match, by age; binds what the selection binds. */
export function orderedSql({ from, where }: SelectionSql, { descending }: Ordered): string {
  return `SELECT run_id FROM ${from} WHERE ${where} ORDER BY ${ageTerms(descending)}`;
}

/**
 * The same if an index has the values in order: a page of the runs with a value, read in that order without sorting the rest; their number;
 * and a page of the runs without a value. null for other fields.
 */
export function indexedSql(selection: SelectionSql, { sort, descending }: Ordered) {
  const field = requireField(sort);
  const { index } = fieldSql(field);
  if (index === undefined) return null;
  const { from, isThere } = index;
  const matched = `SELECT run_id FROM ${selection.fromFor()} WHERE ${selection.where}`;
  const having = `FROM ${from} WHERE ${isThere} AND run_id IN (${matched})`;
  const page = 'LIMIT :limit OFFSET :offset';
  return {
    having: `SELECT run_id ${having} ORDER BY ${field.name} ${descending ? 'DESC' : 'ASC'}, ${ageTerms(descending)} ${page}`,
    count: `SELECT count(*) ${having}`,
    lacking: `SELECT run_id FROM ${selection.fromFor()} WHERE ${selection.where}
      AND run_id NOT IN (SELECT run_id FROM ${from} WHERE ${isThere}) ORDER BY ${ageTerms(descending)} ${page}`,
  };
}

/**
 * The runs of one page; also binds limit and offset. Runs with equal values are visited in the order in which they appear on the page,
 * because a run visited later would push out one that was kept. (Without LIMIT -1 SQLite drops the inner order.)
 */
export function pageSql(selection: SelectionSql, order: Ordered): string {
  const page = 'LIMIT :limit OFFSET :offset';
  if (isByAge(order)) return `${orderedSql(selection, order)} ${page}`;
  const { sort, descending } = order;
  const field = requireField(sort);
  return `SELECT run_id FROM (
      SELECT run_id, created_at, ${orderKey(field)} AS sort_key FROM ${selection.fromFor(field)} WHERE ${selection.where}
      ORDER BY ${ageTerms(descending)} LIMIT -1
    ) ORDER BY ${orderTerms(sort, descending, 'sort_key')} ${page}`;
}
