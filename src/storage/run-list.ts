import type { z } from 'zod';
import type { listRunsQuery, runSelection, RunPage, RunSortKey, RunSummary, UnreadableRun } from '#api';
import type { Connection } from './connection.ts';
import { gapSql } from './metric-sql.ts';
import { problemsOf, readParts, selectRuns, toUnreadable, type RunRow } from './run-row.ts';
import { searchWords } from './search-text.ts';

export type RunSelection = z.output<typeof runSelection>;
export type ListRunsQuery = z.output<typeof listRunsQuery>;

/** A column that is never NULL and holds no NaN: sorted as it is, so that an index can serve. */
const plain = (...columns: string[]): string[] => columns;
/** A metric: numbers first, then NaN, then what was not measured, whichever way the numbers run. */
const metric = (expression: string): string[] => [
  `CASE typeof(${expression}) WHEN 'null' THEN 2 WHEN 'text' THEN 1 ELSE 0 END ASC`,
  expression,
];
const largestLambda = (column: string): string[] =>
  plain(`(SELECT max(${column}) FROM layer_lambdas WHERE layer_lambdas.run_id = runs.run_id)`);

/** What each sort key orders by. Terms without a direction of their own take the query's. */
const sortTerms: Readonly<Record<RunSortKey, readonly string[]>> = {
  createdAt: [],
  name: plain('name COLLATE NOCASE'),
  status: plain('status'),
  seed: plain('seed'),
  dataset: plain('dataset', 'samples'),
  samples: plain('samples'),
  layers: plain('dense_layers', 'dense_units'),
  weightRegularizerL1: largestLambda('weight_regularizer_l1'),
  weightRegularizerL2: largestLambda('weight_regularizer_l2'),
  optimizer: plain('optimizer'),
  learningRate: plain('learning_rate'),
  epochsDone: plain('epochs_done'),
  lastDataLoss: metric('last_data_loss'),
  lastAccuracy: metric('last_accuracy'),
  lastEvaluatedAccuracy: metric('validated_evaluated_accuracy'),
  lastValidationLoss: metric('validated_validation_loss'),
  lastValidationAccuracy: metric('validated_validation_accuracy'),
  bestValidationLoss: metric('best_validation_loss'),
  bestEpoch: metric('best_epoch'),
  finalValidationLoss: metric('final_validation_loss'),
  finalValidationAccuracy: metric('final_validation_accuracy'),
  tailValidationLoss: metric('tail_validation_loss'),
  tailValidationAccuracy: metric('tail_validation_accuracy'),
  averagedValidationLoss: metric('averaged_validation_loss'),
  averagedValidationAccuracy: metric('averaged_validation_accuracy'),
  generalizationGap: metric(`(${gapSql('validated_')})`),
  durationMs: plain(
    `(trained_ms + CASE WHEN running_since IS NULL THEN 0
                        ELSE max(0, (julianday('now') - julianday(running_since)) * 86400000) END)`,
  ),
};

/** Reads the history in pages. */
export function createRunList(db: Connection) {
  const byRunId = db.prepare<[string], RunRow>(
    `${selectRuns} JOIN json_each(?) AS page ON page.value = runs.run_id ORDER BY page.key`,
  );

  /** Runs that could not be read when they were last looked at. They are rare: few databases have any. */
  const unreadable = new Set<number>();

  function read(row: RunRow): RunSummary | null {
    const { parts, problems } = readParts(row);
    if (problems.length === 0) unreadable.delete(row.run_id);
    else unreadable.add(row.run_id);
    return problems.length === 0 ? (parts as RunSummary) : null;
  }

  /** Those that are known and match; one that can be read again is known no more. */
  function readUnreadable(query: ListRunsQuery): UnreadableRun[] {
    if (unreadable.size === 0) return [];
    const { where, words } = selectionClause(query);
    const known = JSON.stringify([...unreadable]);
    const rows = db
      .prepare<unknown[], RunRow>(
        `${selectRuns} WHERE ${where} AND run_id IN (SELECT value FROM json_each(?)) ORDER BY run_id`,
      )
      .all(...words, known);
    return rows.flatMap((row) => (read(row) === null ? toUnreadable(row, problemsOf(row)) : []));
  }

  /** A page without the runs that are known to be unreadable; null when one more was met on it. */
  function readPage(query: ListRunsQuery): Omit<RunPage, 'unreadable'> | null {
    const { where, words } = selectionClause(query);
    const left = unreadable.size === 0 ? [] : [JSON.stringify([...unreadable])];
    const ids = db
      .prepare<unknown[], number>(pageSql(query, unreadable.size > 0))
      .pluck()
      .all(...words, ...left, query.limit, query.offset);
    const runs = byRunId.all(JSON.stringify(ids)).map(read);
    if (runs.includes(null)) return null;
    const total = db
      .prepare<unknown[], number>(
        `SELECT count(*) FROM runs WHERE ${where}${left.length > 0 ? exceptSql : ''}`,
      )
      .pluck()
      .get(...words, ...left);
    return { runs: runs as RunSummary[], total: total ?? 0 };
  }

  return {
    listRuns(query: ListRunsQuery): RunPage {
      for (;;) {
        const before = readUnreadable(query);
        const page = readPage(query);
        if (page !== null) return { ...page, unreadable: before };
      }
    },

    /** How many there are by what they do, and in the trash whatever they did. Statuses that no run has are absent. */
    countRuns(): Record<string, number> {
      const rows = db
        .prepare<[], [standing: string, runs: number]>(
          `SELECT iif(trashed_at IS NULL, CAST(status AS TEXT), 'in the trash') AS standing, count(*) FROM runs
            WHERE deleted_at IS NULL GROUP BY standing ORDER BY standing`,
        )
        .raw()
        .all();
      return Object.fromEntries(rows);
    },

    /** Those of `ids` that the selection matches. */
    matchRuns(selection: RunSelection, ids: readonly string[]): string[] {
      const { where, words } = selectionClause(selection);
      const sql = `SELECT public_id FROM runs JOIN json_each(?) AS asked ON asked.value = public_id WHERE ${where}`;
      return db
        .prepare<unknown[], string>(sql)
        .pluck()
        .all(JSON.stringify(ids), ...words);
    },

    /** Ids of all runs that the selection matches, oldest first. */
    selectRunIds(selection: RunSelection): string[] {
      const { where, words } = selectionClause(selection);
      const sql = `SELECT public_id FROM runs WHERE ${where} ORDER BY created_at, run_id`;
      return db
        .prepare<unknown[], string>(sql)
        .pluck()
        .all(...words);
    },
  };
}

/** Binds run_ids as a JSON array. */
const exceptSql = ' AND run_id NOT IN (SELECT value FROM json_each(?))';

/** The statement that finds one page's run_ids; binds the filter's words, those to leave out if any, then limit and offset. */
export function pageSql({ sort, descending, ...selection }: ListRunsQuery, leavesOut = false): string {
  const direction = descending ? 'DESC' : 'ASC';
  const order = [...sortTerms[sort], 'created_at', 'run_id'].map((term) =>
    term.endsWith(' ASC') ? term : `${term} ${direction}`,
  );
  const { where } = selectionClause(selection);
  return `SELECT run_id FROM runs WHERE ${where}${leavesOut ? exceptSql : ''} ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?`;
}

/** The condition on runs that a selection stands for, and what it binds. */
export function selectionClause({ filter, trashed, sweepId }: RunSelection): {
  where: string;
  words: string[];
} {
  // Runs that were recorded before texts were composed have them as they came.
  const forms = searchWords(filter).map((word) => [...new Set([word, word.normalize('NFD')])]);
  const words = [...(sweepId === undefined ? [] : [sweepId]), ...forms.flat()];
  const conditions = [
    trashed ? 'trashed_at IS NOT NULL AND deleted_at IS NULL' : 'trashed_at IS NULL',
    // A newline stands in no word, so that no match spans two fields.
    ...(sweepId === undefined ? [] : ['sweep_id = (SELECT sweep_id FROM sweeps WHERE public_id = ?)']),
    ...forms.map((all) => {
      return `(${all.map(() => `instr(search_text || char(10) || status, ?) > 0`).join(' OR ')})`;
    }),
  ];
  return { where: conditions.join(' AND '), words };
}
