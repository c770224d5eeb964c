import type { z } from 'zod';
import type { differingFieldsQuery } from '#api';
import { findField } from '#experiments';
import type { Connection } from './connection.ts';
import { createDifferingPaths } from './differing-paths.ts';
import { fieldSql } from './field-sql.ts';
import { requireField } from './run-order.ts';
import { selectionSql } from './run-selection.ts';

export type DifferingFieldsQuery = z.output<typeof differingFieldsQuery>;

/** Finds the fields in which runs differ. */
export function createFieldDifferences(db: Connection) {
  const differingPaths = createDifferingPaths(db);

  return (query: DifferingFieldsQuery): string[] => {
    const { where, bound, fromFor } = selectionSql(query);
    const table = fromFor();
    const runs = db
      .prepare<unknown[], number>(`SELECT run_id FROM ${table} WHERE ${where}`)
      .pluck()
      .all(bound);
    /** Checks several fields in a single pass over the runs. */
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
    return [
      ...differingOf(query.fields),
      ...differingPaths(runs).filter(
        (path) => findField(path)?.group === 'config' && !query.fields.includes(path),
      ),
    ];
  };
}
