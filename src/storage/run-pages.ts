import { fieldSql } from './field-sql.ts';
import { ageTerms, orderKey, orderTerms, requireField } from './run-order.ts';
import type { SelectionSql } from './run-selection.ts';

/** By which field, and which way. */
export interface Ordered {
  readonly sort: string;
  readonly descending: boolean;
}

const isByAge = ({ sort }: Ordered): boolean => requireField(sort).name === 'created';

/** True where a filter has to look at all runs, which lie in the wanted order. */
export const isWalked = ({ from }: SelectionSql, order: Ordered): boolean =>
  isByAge(order) && from !== 'runs';

/** All run_ids that match, by age; binds what the selection binds. */
export function orderedSql({ from, where }: SelectionSql, { descending }: Ordered): string {
  return `SELECT run_id FROM ${from} WHERE ${where} ORDER BY ${ageTerms(descending)}`;
}

/**
 * The same where an index has the values in their order: a page of those that have one, met in that order, so that none of the others
 * is sorted; how many these are, and a page of the others. null for other fields.
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
 * Those of one page; binds limit and offset too. Of runs alike in the field those come first that stand first on the page: each
 * that is met later would push out one that was kept. (Without LIMIT -1 SQLite drops the inner order.)
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
