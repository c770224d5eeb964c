import type { z } from 'zod';
import type { FieldValue, FoldedRunPage, listRunsQuery, RunPage, RunSummary } from '#api';
import type { Connection } from './connection.ts';
import { createFoldedRuns, type ListFoldedRunsQuery, type StoredLine } from './folded-runs.ts';
import { fieldSql } from './field-sql.ts';
import { orderTerms, requireField } from './run-order.ts';
import { indexedSql, isWalked, orderedSql, pageSql, type Ordered } from './run-pages.ts';
import { problemsOf, readParts, selectRuns, toUnreadable, type RunRow } from './run-row.ts';
import {
  countMatched,
  except,
  facts,
  only,
  pinnedSql,
  selectionSql,
  type RunSelection,
  type SelectionSql,
} from './run-selection.ts';

export type ListRunsQuery = Omit<z.output<typeof listRunsQuery>, 'fields'> & {
  readonly fields?: readonly string[];
};

type UnreadableRuns = Pick<RunPage, 'unreadable' | 'unreadableTotal'>;

/** SQLite limits the subqueries of a statement, and a field may take several. */
const fieldsPerStatement = 20;

/** Maximum number of unreadable runs to list. */
const maxListed = 100;

/** Reads the history in pages. */
export function createRunList(db: Connection) {
  const byRunId = db.prepare<[string], RunRow>(
    `${selectRuns} JOIN json_each(?) AS page ON page.value = runs.run_id ORDER BY page.key`,
  );

  const fold = createFoldedRuns(db);

  /** Runs that could not be read the last time. They are rare: few databases have any. */
  const unreadable = new Set<number>();

  function read(row: RunRow): RunSummary | null {
    const { parts, problems } = readParts(row);
    if (problems.length === 0) unreadable.delete(row.run_id);
    else unreadable.add(row.run_id);
    return problems.length === 0 ? (parts as RunSummary) : null;
  }

  /** The unreadable runs that match: the first few, each read again, and their total. A run that has become readable is forgotten. */
  function listUnreadable(query: ListRunsQuery): UnreadableRuns {
    if (unreadable.size === 0) return { unreadable: [], unreadableTotal: 0 };
    const known = only(selectionSql(query), [...unreadable]);
    const rows = db
      .prepare<unknown[], RunRow>(`${selectRuns} WHERE ${known.where} ORDER BY run_id LIMIT ${maxListed}`)
      .all(known.bound);
    const told = rows.flatMap((row) => (read(row) === null ? toUnreadable(row, problemsOf(row)) : []));
    if (told.length < rows.length) return listUnreadable(query);
    return {
      unreadable: told,
      unreadableTotal: told.length < maxListed ? told.length : countMatched(db, known),
    };
  }

  /**
   * Retries `readPage`, which returns null if it met a run not yet known to be unreadable. Before each retry it also checks the runs that
   * follow, four times as many each time, so that few pages are read however many runs are unreadable.
   */
  function settled<Page>(
    query: ListRunsQuery,
    readPage: () => Page | null,
    idsOf: (limit: number) => readonly number[],
  ): Page & UnreadableRuns {
    for (let ahead = query.limit; ; ahead *= 4) {
      const before = listUnreadable(query);
      const page = readPage();
      if (page !== null) return { ...page, ...before };
      for (const row of byRunId.iterate(JSON.stringify(idsOf(ahead)))) read(row);
    }
  }

  /** The run_ids of a page, without runs known to be unreadable, and the total on all pages. */
  function readIds(selection: SelectionSql, query: ListRunsQuery): { ids: readonly number[]; total: number } {
    const { limit, offset } = query;
    const pinned = query.pinnedFirst === true ? readPinned(selection, query) : [];
    const first = pinned.slice(offset, offset + limit);
    const others = pinned.length === 0 ? selection : except(selection, pinned, 'pinned');
    const page = { limit: limit - first.length, offset: Math.max(0, offset - pinned.length) };
    if (isWalked(others, query)) {
      // Counting finds all matches in order anyway.
      const all = db.prepare<unknown[], number>(orderedSql(others, query)).pluck().all(others.bound);
      const own = all.slice(page.offset, page.offset + page.limit);
      return { ids: [...first, ...own], total: pinned.length + all.length };
    }
    const own = readPlain(others, query, page);
    const isLast = own.length < page.limit && (own.length > 0 || page.offset === 0);
    const total = isLast ? page.offset + own.length : countMatched(db, others);
    return { ids: [...first, ...own], total: pinned.length + total };
  }

  function readPlain(
    selection: SelectionSql,
    order: Ordered,
    page: { limit: number; offset: number },
  ): number[] {
    const read = (sql: string, bound: object): number[] =>
      db
        .prepare<unknown[], number>(sql)
        .pluck()
        .all({ ...selection.bound, ...bound });
    const indexed = indexedSql(selection, order);
    if (indexed === null) return read(pageSql(selection, order), page);
    const having = read(indexed.having, page);
    if (having.length === page.limit) return having;
    const [before = 0] = read(indexed.count, {});
    const offset = Math.max(0, page.offset - before);
    return [...having, ...read(indexed.lacking, { limit: page.limit - having.length, offset })];
  }

  function readPage(query: ListRunsQuery): Omit<RunPage, keyof UnreadableRuns> | null {
    const { fields = [] } = query;
    const { ids, total } = readIds(matched(query), query);
    const runs = byRunId.all(JSON.stringify(ids)).map(read);
    if (runs.includes(null)) return null;
    return { runs: runs as RunSummary[], total, values: fields.length === 0 ? [] : readValues(ids, fields) };
  }

  function readFolded(query: ListFoldedRunsQuery): Omit<FoldedRunPage, keyof UnreadableRuns> | null {
    const { lines, total, matched: all } = fold(matched(query), query);
    const ids = runsIn(lines);
    const runs = byRunId.all(JSON.stringify(ids)).map(read);
    if (runs.includes(null)) return null;
    const values = query.fields.length === 0 ? [] : readValues(ids, query.fields);
    return {
      ...{ runs: runs as RunSummary[], total, matched: all, values },
      lines: lines.map(({ line }) => line),
    };
  }

  /** The values of some fields of some runs, given by run_id. */
  function readValues(ids: readonly number[], fields: readonly string[]): FieldValue[][] {
    const page = JSON.stringify(ids);
    const rows = ids.map((): FieldValue[] => []);
    for (let at = 0; at < fields.length; at += fieldsPerStatement) {
      const some = fields.slice(at, at + fieldsPerStatement);
      const columns = some.map((field) => fieldSql(requireField(field)).one).join(', ');
      const sql = `SELECT ${columns} FROM json_each(?) AS page LEFT JOIN runs ON runs.run_id = page.value ORDER BY page.key`;
      const read = db.prepare<[string], FieldValue[]>(sql).raw().all(page);
      for (const [index, values] of read.entries()) rows[index]!.push(...values);
    }
    return rows;
  }

  /** Runs that match and are readable. */
  function matched(query: ListRunsQuery): SelectionSql {
    const selection = selectionSql(query);
    if (unreadable.size === 0) return selection;
    return except(selection, [...unreadable], 'left');
  }

  /** Pinned runs that match, in the order of the page: a few, found without looking at the others. */
  function readPinned(selection: SelectionSql, query: ListRunsQuery): number[] {
    const { where, bound } = selection;
    const order = orderTerms(query.sort, query.descending);
    const sql = `SELECT run_id FROM runs WHERE ${where} AND run_id IN (${pinnedSql}) ORDER BY ${order}`;
    return db.prepare<unknown[], number>(sql).pluck().all(bound);
  }

  return {
    listRuns: (query: ListRunsQuery): RunPage =>
      settled(
        query,
        () => readPage(query),
        (limit) => readIds(matched(query), { ...query, limit }).ids,
      ),

    listFoldedRuns: (query: ListFoldedRunsQuery): FoldedRunPage =>
      settled(
        query,
        () => readFolded(query),
        (limit) => runsIn(fold(matched(query), { ...query, limit }).lines),
      ),

    /** The number of runs by status; those in the trash are counted there, whatever their status. Statuses without runs are absent. */
    countRuns(): Record<string, number> {
      const rows = db
        .prepare<[], [standing: string, runs: number]>(
          `SELECT iif(trashed_at IS NULL, CAST(status AS TEXT), 'in the trash') AS standing, count(*) FROM ${facts}
            WHERE deleted_at IS NULL GROUP BY standing ORDER BY standing`,
        )
        .raw()
        .all();
      return Object.fromEntries(rows);
    },

    /** Those of `ids` that the selection matches. */
    matchRuns(selection: RunSelection, ids: readonly string[]): string[] {
      const { where, bound } = selectionSql(selection);
      const sql = `SELECT public_id FROM runs JOIN json_each(:asked) AS asked ON asked.value = public_id WHERE ${where}`;
      return db
        .prepare<unknown[], string>(sql)
        .pluck()
        .all({ ...bound, asked: JSON.stringify(ids) });
    },

    /** Ids of all runs that the selection matches, oldest first by default. */
    selectRunIds(selection: RunSelection, sort = 'created', descending = false): string[] {
      const { fromFor, where, bound } = selectionSql(selection);
      const sql = `SELECT public_id FROM ${fromFor(requireField(sort))} WHERE ${where} ORDER BY ${orderTerms(sort, descending)}`;
      return db.prepare<unknown[], string>(sql).pluck().all(bound);
    },
  };
}

const runsIn = (lines: readonly StoredLine[]): number[] => lines.flatMap(({ run }) => run ?? []);
