import type { z } from 'zod';
import type { FoldedLine, listFoldedRunsQuery } from '#api';
import type { Connection } from './connection.ts';
import { pinnedSql, type SelectionSql } from './run-selection.ts';
import { orderTerms, requireField } from './run-order.ts';
import { createSweepFolds, type ListedRun } from './sweep-folds.ts';
import type { SweepRow } from './sweeps.ts';

export type ListFoldedRunsQuery = z.output<typeof listFoldedRunsQuery>;

/** A line, with the run_id of the run that has to be read for it. */
export interface StoredLine {
  readonly line: FoldedLine;
  readonly run: number | null;
}

/** How long an order is reused while nobody writes, in milliseconds: a filter may depend on the current time. */
const keptForMs = 5000;

interface Order {
  readonly key: string;
  readonly version: string;
  readonly readAt: number;
  /** A run_id, or a negated sweep_id at the place of the sweep's first run. */
  readonly units: readonly number[];
  readonly runsOf: ReadonlyMap<number, number>;
}

/** Folds lists of runs: one line per sweep, which opens into its cells, which open into their runs. */
export function createFoldedRuns(db: Connection) {
  const divide = createSweepFolds(db);
  const bySweepId = db.prepare<[number], SweepRow>(`SELECT * FROM sweeps WHERE sweep_id = ?`);
  const publicIds = db
    .prepare<[string], string>(
      `SELECT public_id FROM json_each(?) AS page JOIN runs ON runs.run_id = page.value ORDER BY page.key`,
    )
    .pluck();
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck();
  let kept: Order | null = null;

  /** Keeps one order, because pages of one list are requested one after the other. */
  function orderOf(selection: SelectionSql, query: ListFoldedRunsQuery): Order {
    const order = orderTerms(query.sort, query.descending);
    const pinned = query.pinnedFirst === true ? `run_id IN (${pinnedSql}) DESC, ` : '';
    const sql = `SELECT iif(sweep_id IS NULL, run_id, -sweep_id) FROM ${selection.fromFor(requireField(query.sort))} WHERE ${selection.where} ORDER BY ${pinned}${order}`;
    const key = JSON.stringify([sql, selection.bound]);
    // Covers what others wrote, and what this connection wrote.
    const version = `${String(db.pragma('data_version', { simple: true }))} ${changes.get()}`;
    const now = performance.now();
    if (kept?.key === key && kept.version === version && now - kept.readAt < keptForMs) return kept;
    const all = db.prepare<unknown[], number>(sql).pluck().all(selection.bound);
    const runsOf = new Map<number, number>();
    const units = all.filter((unit) => {
      if (unit >= 0) return true;
      const runs = runsOf.get(unit) ?? 0;
      runsOf.set(unit, runs + 1);
      return runs === 0;
    });
    kept = { key, version, readAt: now, units, runsOf };
    return kept;
  }

  /** The lines below the one of an open sweep. */
  function linesWithin(row: SweepRow, selection: SelectionSql, query: ListFoldedRunsQuery): StoredLine[] {
    const sql = `SELECT run_id AS run, public_id AS id FROM runs WHERE sweep_id = :ofSweep AND ${selection.where} ORDER BY ${orderTerms(query.sort, query.descending)}`;
    const listed = db.prepare<unknown[], ListedRun>(sql).all({ ...selection.bound, ofSweep: row.sweep_id });
    const { cells, others } = divide(row, listed);
    const sweep = row.public_id;
    const runLine = ({ run, id }: ListedRun, depth: 1 | 2): StoredLine => ({
      run,
      line: { kind: 'run', id, depth },
    });
    return [
      ...cells.flatMap(({ cell, name, runs }): StoredLine[] => {
        const isOpen = query.open.some((one) => one.sweep === sweep && one.cell === cell);
        const ids = runs.map(({ id }) => id);
        const own: StoredLine = { run: null, line: { kind: 'cell', sweep, cell, name, ids, isOpen } };
        return isOpen ? [own, ...runs.map((run) => runLine(run, 2))] : [own];
      }),
      ...others.map((run) => runLine(run, 1)),
    ];
  }

  return (
    selection: SelectionSql,
    query: ListFoldedRunsQuery,
  ): { lines: StoredLine[]; total: number; matched: number } => {
    const { units, runsOf } = orderOf(selection, query);
    const isOpen = (row: SweepRow): boolean =>
      query.open.some(({ sweep, cell }) => sweep === row.public_id && cell === null);
    const open = new Map<number, StoredLine[]>();
    for (const unit of runsOf.keys()) {
      if (query.open.length === 0) break;
      const row = bySweepId.get(-unit);
      if (row && isOpen(row)) open.set(unit, linesWithin(row, selection, query));
    }
    const { offset, limit } = query;
    const lines: StoredLine[] = [];
    let at = 0;
    for (const unit of units) {
      const within = open.get(unit) ?? [];
      if (at + within.length >= offset && at < offset + limit) {
        const own = lineOf(unit, runsOf.get(unit) ?? 0, open.has(unit));
        lines.push(...[own, ...within].slice(Math.max(0, offset - at), Math.max(0, offset + limit - at)));
      }
      at += 1 + within.length;
    }
    const folded = [...runsOf.values()].reduce((sum, runs) => sum + runs, 0);
    return { lines: named(lines), total: at, matched: units.length - runsOf.size + folded };
  };

  function lineOf(unit: number, runs: number, isOpen: boolean): StoredLine {
    if (unit >= 0) return { run: unit, line: { kind: 'run', id: '', depth: 0 } };
    const { public_id: id, name } = bySweepId.get(-unit)!;
    return { run: null, line: { kind: 'sweep', id, name, runs, isOpen } };
  }

  /** Adds the ids of runs outside sweeps, once the page is known. */
  function named(lines: readonly StoredLine[]): StoredLine[] {
    const runs = lines.flatMap(({ run, line }) =>
      run !== null && line.kind === 'run' && line.id === '' ? run : [],
    );
    const ids = new Map(publicIds.all(JSON.stringify(runs)).map((id, at) => [runs[at]!, id]));
    return lines.map((one) =>
      one.run !== null && one.line.kind === 'run' && ids.has(one.run)
        ? { run: one.run, line: { ...one.line, id: ids.get(one.run)! } }
        : one,
    );
  }
}
