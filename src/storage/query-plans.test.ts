import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkpointsSql } from './checkpoints.ts';
import { columnSql } from './epoch-columns.ts';
import { loadMigrations } from './migrations.ts';
import { penaltyScanSql } from './read-series.ts';
import { checkpointSizesSql, forksSql } from './run-detail.ts';
import { pageSql } from './run-list.ts';
import { liveRunsSql } from './run-lookup.ts';
import { selectionSql } from './run-selection.ts';
import { snapshotSizesSql } from './snapshots.ts';
import { addSqlFunctions } from './sql-functions.ts';
import { allRuns } from './store-fixture.ts';

describe('query plans', () => {
  const db = new Database(':memory:');
  for (const { sql } of loadMigrations()) db.exec(sql);
  addSqlFunctions(db);
  const plan = (sql: string, bound: number | Readonly<Record<string, unknown>>): string[] =>
    db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(typeof bound === 'number' ? new Array<number>(bound).fill(1) : [bound]))
      .map((row) => row.detail);

  it('walks an index for the history and for the trash, newest or oldest first', () => {
    const [inHistory, inTrash] = [false, true].map((trashed) => selectionSql({ filter: '', trashed }));
    for (const descending of [true, false]) {
      const history = plan(pageSql(inHistory!, { ...allRuns, descending }), { limit: 1, offset: 1 });
      expect(history).toEqual(['SCAN runs USING COVERING INDEX runs_history']);
      const trash = plan(pageSql(inTrash!, { ...allRuns, descending }), { limit: 1, offset: 1 });
      expect(trash).toEqual(['SCAN runs USING COVERING INDEX runs_trash']);
    }
    expect(plan('SELECT count(*) FROM runs WHERE trashed_at IS NULL', 0)).toEqual([
      'SCAN runs USING COVERING INDEX runs_history',
    ]);
  });

  it('finds the live runs of a session by index, already in order', () => {
    const ofRuns = plan(liveRunsSql, 1).filter((detail) => detail.includes(' runs '));
    expect(ofRuns).toEqual(['SEARCH runs USING INDEX runs_live (session_id=?)']);
  });

  it('finds forks by their parent, already in order, and what is kept of a run by its key', () => {
    expect(plan(forksSql, 1)).toEqual(['SEARCH runs USING INDEX runs_forks (parent_id=?)']);
    const key = (table: string) => `${table} USING INDEX sqlite_autoindex_${table}_1 (run_id=?`;
    expect(plan(checkpointSizesSql, 1)).toEqual([`SEARCH ${key('checkpoints')})`]);
    expect(plan(checkpointsSql, 2)).toEqual([`SEARCH ${key('checkpoints')} AND epoch<?)`]);
    expect(plan(snapshotSizesSql, 1)).toEqual([`SEARCH ${key('snapshots')})`]);
  });

  it('reads epochs by their key, already in order', () => {
    const key = 'SEARCH epochs USING PRIMARY KEY (run_id=? AND epoch>? AND epoch<?)';
    expect(plan(columnSql('data_loss'), 3)).toEqual([key]);
    expect(plan(penaltyScanSql(1, ['weight_l1']), 4)).toEqual([
      key,
      'SEARCH penalty USING PRIMARY KEY (run_id=? AND epoch=? AND layer=?) LEFT-JOIN',
    ]);
  });
});
