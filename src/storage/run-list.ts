import type { z } from 'zod';
import type { listRunsQuery, runSelection, RunPage, RunSortKey } from '#api';
import type { Connection } from './connection.ts';
import { gapSql } from './metric-sql.ts';
import { selectRuns, toRunSummary, type RunRow } from './run-row.ts';
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

  return {
    listRuns(query: ListRunsQuery): RunPage {
      const { where, words } = selectionClause(query);
      const ids = db
        .prepare<unknown[], number>(pageSql(query))
        .pluck()
        .all(...words, query.limit, query.offset);
      const total = db.prepare<unknown[], number>(`SELECT count(*) FROM runs WHERE ${where}`).pluck();
      return { runs: byRunId.all(JSON.stringify(ids)).map(toRunSummary), total: total.get(...words) ?? 0 };
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

/** The statement that finds one page's run_ids; binds the filter's words, then limit and offset. */
export function pageSql({ sort, descending, ...selection }: ListRunsQuery): string {
  const direction = descending ? 'DESC' : 'ASC';
  const order = [...sortTerms[sort], 'created_at', 'run_id'].map((term) =>
    term.endsWith(' ASC') ? term : `${term} ${direction}`,
  );
  const { where } = selectionClause(selection);
  return `SELECT run_id FROM runs WHERE ${where} ORDER BY ${order.join(', ')} LIMIT ? OFFSET ?`;
}

/** The condition on runs that a selection stands for, and what it binds. */
export function selectionClause({ filter, trashed, sweepId }: RunSelection): {
  where: string;
  words: string[];
} {
  const words = [...(sweepId === undefined ? [] : [sweepId]), ...searchWords(filter)];
  const conditions = [
    trashed ? 'trashed_at IS NOT NULL AND deleted_at IS NULL' : 'trashed_at IS NULL',
    // A newline stands in no word, so that no match spans two fields.
    ...(sweepId === undefined ? [] : ['sweep_id = (SELECT sweep_id FROM sweeps WHERE public_id = ?)']),
    ...searchWords(filter).map(() => `instr(search_text || char(10) || status, ?) > 0`),
  ];
  return { where: conditions.join(' AND '), words };
}
