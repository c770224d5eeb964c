import type { z } from 'zod';
import type { differingFieldsQuery } from '#api';
import { findField } from '#experiments';
import type { Connection } from './connection.ts';
import { fieldSql } from './field-sql.ts';
import { facts, selectionSql } from './run-selection.ts';
import { requireField } from './run-order.ts';

export type DifferingFieldsQuery = z.output<typeof differingFieldsQuery>;

interface Path {
  readonly path_id: number;
  readonly path: string;
}

/**
 * Paths that have one value in the whole history and are in every config differ nowhere: most are so, and are told from their
 * own rows. Binds nothing.
 */
export const varyingPathsSql = `
  SELECT path_id, path FROM config_paths WHERE EXISTS (
    SELECT 1 FROM config_values AS one WHERE one.path_id = config_paths.path_id AND one.value IS NOT (
      SELECT value FROM config_values AS first WHERE first.path_id = config_paths.path_id LIMIT 1)
  ) OR (SELECT count(*) FROM config_values AS one WHERE one.path_id = config_paths.path_id) < (SELECT count(*) FROM runs)
  ORDER BY path_id`;

/** Paths of configs that have not the same value in all of the runs whose `run_id`s `runs` selects: of the newest only, where the history is long. */
export function differingPathsSql(runs: string): string {
  return `WITH picked AS MATERIALIZED (${runs})
    SELECT path FROM config_paths WHERE (
      SELECT count(*) > 0 AND (count(*) < (SELECT count(*) FROM picked) OR min(value) IS NOT max(value))
      FROM picked CROSS JOIN config_values
      WHERE config_values.path_id = config_paths.path_id AND config_values.run_id = picked.run_id
    ) ORDER BY path_id`;
}

/** Tells in which fields runs differ. The first run that has another value than the first one settles a path. */
export function createFieldDifferences(db: Connection) {
  const varyingPaths = db.prepare<[], Path>(varyingPathsSql);

  return (query: DifferingFieldsQuery): string[] => {
    const { where, bound } = selectionSql(query);
    const table = query.sweepId === undefined ? facts : 'runs';
    const differ = (value: string): boolean =>
      db
        .prepare<unknown[], number>(
          `WITH first AS MATERIALIZED (SELECT ${value} AS value FROM ${table} WHERE ${where} LIMIT 1)
           SELECT 1 FROM ${table} WHERE ${where} AND ${value} IS NOT (SELECT value FROM first) LIMIT 1`,
        )
        .pluck()
        .get(bound) === 1;
    /** Of a few fields, in one look at the runs. */
    const differingOf = (names: readonly string[]): string[] => {
      if (names.length === 0) return [];
      const columns = names.map((name) => fieldSql(requireField(name)).one);
      const tests = columns.map(
        (one) => `min(${one}) IS NOT max(${one}) OR count(${one}) NOT IN (0, count(*))`,
      );
      const differs = db
        .prepare<unknown[], number[]>(`SELECT ${tests.join(', ')} FROM ${table} WHERE ${where}`)
        .raw()
        .get(bound);
      return names.filter((_, index) => differs?.[index] === 1);
    };
    const valueOf = ({ path_id }: Path): string =>
      `(SELECT value FROM config_values WHERE path_id = ${path_id} AND config_values.run_id = runs.run_id)`;
    return [
      ...differingOf(query.fields),
      ...varyingPaths
        .all()
        .filter((path) => findField(path.path)?.group === 'config' && differ(valueOf(path)))
        .map(({ path }) => path)
        .filter((path) => !query.fields.includes(path)),
    ];
  };
}
