import type { z } from 'zod';
import {
  maxTimedRuns,
  runStatuses,
  type readTimelineQuery,
  type RunStatus,
  type TimedRun,
  type Timeline,
} from '#api';
import type { Connection } from './connection.ts';
import { countMatched, selectionSql, type SelectionSql } from './run-selection.ts';

export type ReadTimelineQuery = z.output<typeof readTimelineQuery>;

interface TimedRow {
  readonly run_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly status: string;
  readonly sweep_id: number | null;
  readonly parent_id: string | null;
  readonly test_revealed_at: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  /** The number of all runs, including those not read; null if that has to be counted. */
  readonly total: number | null;
}

const started = (selection: SelectionSql): SelectionSql => ({
  ...selection,
  where: `${selection.where} AND started_at IS NOT NULL`,
});

const columns =
  'run_id, public_id, name, status, sweep_id, parent_id, test_revealed_at, started_at, ended_at';

/**
 * Binds what the selection binds, and `most`. First finds and counts the matching runs; then visits them in order of their start, so that
 * nothing is sorted. A sweep has few runs, which are sorted.
 */
export function timedRunsSql(selection: SelectionSql): string {
  const isOfSweep = 'sweep' in selection.bound;
  const from = isOfSweep ? 'runs' : 'runs INDEXED BY runs_by_start';
  const { where } = started(selection);
  const latestFirst = 'ORDER BY started_at DESC, run_id DESC LIMIT :most';
  if (selection.from === 'runs' && !isOfSweep)
    return `SELECT ${columns}, NULL AS total FROM ${from} WHERE ${where} ${latestFirst}`;
  return `WITH matched AS MATERIALIZED (SELECT run_id FROM ${selection.fromFor()} WHERE ${where})
    SELECT ${columns}, (SELECT count(*) FROM matched) AS total
    FROM ${from} WHERE started_at IS NOT NULL AND run_id IN matched ${latestFirst}`;
}

/** Binds run_ids as a JSON array. */
export const stretchesSql = `SELECT stints.run_id, stints.started_at, stints.ended_at
  FROM json_each(?) AS picked CROSS JOIN stints ON stints.run_id = picked.value`;

/** Reads when the runs of a selection trained. */
export function createTimeline(db: Connection) {
  const selectStretches = db.prepare<[string], readonly [number, string, string | null]>(stretchesSql).raw();
  const selectSweeps = db
    .prepare<[string], readonly [number, string, string]>(
      `SELECT sweep_id, public_id, name FROM sweeps WHERE sweep_id IN (SELECT value FROM json_each(?)) ORDER BY sweep_id`,
    )
    .raw();

  return db.transaction((query: ReadTimelineQuery): Timeline => {
    const selection = selectionSql(query);
    const rows = db
      .prepare<unknown[], TimedRow>(timedRunsSql(selection))
      .all({ ...selection.bound, most: maxTimedRuns })
      .filter(({ status }) => (runStatuses as readonly string[]).includes(status));
    const sweeps = selectSweeps.all(JSON.stringify([...new Set(rows.map((row) => row.sweep_id))]));
    const placeOf = new Map(sweeps.map(([key], place) => [key, place]));
    const ids = JSON.stringify(rows.map(({ run_id }) => run_id));
    return {
      now: Date.now(),
      total:
        rows.length < maxTimedRuns ? rows.length : (rows[0]!.total ?? countMatched(db, started(selection))),
      runs: rows.map((row) => toTimedRun(row, placeOf)),
      sweeps: sweeps.map(([, id, name]) => ({ id, name })),
      stretches: toStretches(rows, selectStretches.all(ids)),
    };
  });
}

function toTimedRun(row: TimedRow, placeOf: ReadonlyMap<number, number>): TimedRun {
  return {
    id: row.public_id,
    name: row.name,
    status: row.status as RunStatus,
    sweep: row.sweep_id === null ? null : (placeOf.get(row.sweep_id) ?? null),
    parent: row.parent_id,
    revealedAt: row.test_revealed_at === null ? null : Date.parse(row.test_revealed_at),
  };
}

function toStretches(
  rows: readonly TimedRow[],
  stints: readonly (readonly [number, string, string | null])[],
): Timeline['stretches'] {
  const placeOf = new Map(rows.map(({ run_id }, place) => [run_id, place]));
  const known = new Set(stints.map(([run]) => run));
  const whole = rows.flatMap((row) =>
    known.has(row.run_id) ? [] : [[row.run_id, row.started_at, row.ended_at] as const],
  );
  const all = [...stints, ...whole]
    .map(([run, from, until]) => ({
      run: placeOf.get(run)!,
      from: Date.parse(from),
      until: until === null ? NaN : Date.parse(until),
    }))
    .sort((a, b) => a.from - b.from);
  return {
    run: Float64Array.from(all, ({ run }) => run),
    from: Float64Array.from(all, ({ from }) => from),
    until: Float64Array.from(all, ({ until }) => until),
  };
}
