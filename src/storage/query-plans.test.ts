import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findField } from '#experiments';
import { checkpointsSql } from './checkpoints.ts';
import { otherValueSql, otherValuesSql, varyingPathsSql } from './differing-paths.ts';
import { columnSql } from './epoch-columns.ts';
import { newestSql } from './field-columns.ts';
import { occurringPathsSql } from './field-descriptions.ts';
import { fieldSql } from './field-sql.ts';
import { loadMigrations } from './migrations.ts';
import { penaltyScanSql } from './metric-rows.ts';
import { checkpointSizesSql, forksSql } from './run-detail.ts';
import { indexedSql, pageSql } from './run-pages.ts';
import { liveRunsSql } from './run-lookup.ts';
import { selectionSql } from './run-selection.ts';
import { snapshotSizesSql } from './snapshots.ts';
import { addSqlFunctions } from './sql-functions.ts';
import { allRuns } from './store-fixture.ts';
import { stretchesSql, timedRunsSql } from './timeline.ts';

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

  it('finds forks by their parent, already in order, and what a run has in other tables by its key', () => {
    expect(plan(forksSql, 1)).toEqual(['SEARCH runs USING INDEX runs_forks (parent_id=?)']);
    const key = (table: string) => `${table} USING INDEX sqlite_autoindex_${table}_1 (run_id=?`;
    expect(plan(checkpointSizesSql, 1)).toEqual([`SEARCH ${key('checkpoints')})`]);
    expect(plan(checkpointsSql, 2)).toEqual([`SEARCH ${key('checkpoints')} AND epoch<?)`]);
    expect(plan(snapshotSizesSql, 1)).toEqual([`SEARCH ${key('snapshots')})`]);
  });

  const everything = selectionSql({ filter: '', trashed: false });
  const facts = 'SCAN runs USING COVERING INDEX runs_facts';

  it('reads the newest values and times of runs from the index of facts alone', () => {
    const fields = ['validation_loss', 'lambda', 'parameters', 'optimizer.learningRate', 'seed'];
    const cells = fields.map((name) => fieldSql(findField(name)!).one);
    expect(plan(newestSql(cells.join(', '), everything), { most: 1 })).toEqual([facts]);
    const ofPath = plan(newestSql(fieldSql(findField('layers.0.units')!).one, everything), { most: 1 });
    expect(ofPath.filter((detail) => detail.startsWith('SCAN'))).toEqual([facts]);
    expect(ofPath).toContain('SEARCH config_values USING PRIMARY KEY (path_id=? AND run_id=?)');
    const byStart = 'SEARCH runs USING INDEX runs_by_start (started_at>?)';
    expect(plan(timedRunsSql(everything), { most: 1 })).toEqual([byStart]);
    const some = selectionSql({ filter: 'seed < 5', trashed: false });
    expect(plan(timedRunsSql(some), { ...some.bound, most: 1 })).toEqual([
      byStart,
      ...['LIST SUBQUERY 3', 'MATERIALIZE matched', facts, 'SCAN matched', 'CREATE BLOOM FILTER'],
      ...['SCALAR SUBQUERY 2', 'SCAN matched'],
    ]);
    const ofSweep = selectionSql({ filter: '', trashed: false, sweepId: 'a' });
    const asked = plan(timedRunsSql(ofSweep), { ...ofSweep.bound, most: 1 });
    expect(asked).toContain('SEARCH runs USING INDEX runs_by_sweep (sweep_id=?)');
    expect(asked.filter((detail) => detail.startsWith('SCAN runs'))).toEqual([]);
    expect(plan(stretchesSql, 1)).toEqual([
      'SCAN picked VIRTUAL TABLE INDEX 1:',
      'SEARCH stints USING PRIMARY KEY (run_id=?)',
    ]);
  });

  it('finds where configs differ from only the rows that differ, path by path', () => {
    const row = 'config_values USING PRIMARY KEY (path_id=? AND run_id';
    expect(plan(otherValueSql, 2)).toEqual([`SEARCH ${row}=?)`]);
    expect(plan(otherValuesSql, 3)).toEqual([`SEARCH ${row}>? AND run_id<?)`]);
    expect(plan(varyingPathsSql, 0)).toEqual([
      'SCAN config_paths',
      'SEARCH config_values EXISTS USING PRIMARY KEY (path_id=?)',
    ]);
    const scans = plan(occurringPathsSql, 0).filter((detail) => detail.startsWith('SCAN'));
    expect(scans).toEqual(['SCAN config_paths', 'SCAN runs USING COVERING INDEX runs_by_name']);
  });

  it.each(['layers.0.units > 10', 'validation_loss@200 < 0.3', 'gap@200 is missing', 'loss@250 > 1'])(
    'never scans all epochs or configs for %s',
    (filter) => {
      const selection = selectionSql({ filter, trashed: false });
      const asked = plan(pageSql(selection, { ...allRuns, descending: true }), {
        ...selection.bound,
        ...{ limit: 1, offset: 0 },
      });
      const scans = asked.filter((detail) => /^SCAN (?!CONSTANT|line|\(subquery)/.test(detail));
      expect(scans).toEqual([facts]);
    },
  );

  it.each([
    ['otter', 'created', 'COVERING INDEX runs_texts'],
    ['', 'platform', 'COVERING INDEX runs_texts'],
    ['kernels = float64', 'app_version', 'COVERING INDEX runs_texts'],
    ['completed', 'created', 'INDEX runs_facts'],
    ['otter', 'name', 'INDEX runs_facts'],
  ])('reads what %j by %s needs from one index', (filter, sort, index) => {
    const selection = selectionSql({ filter, trashed: false });
    const bound = { ...selection.bound, limit: 1, offset: 0 };
    expect(plan(pageSql(selection, { sort, descending: true }), bound)).toContain(`SCAN runs USING ${index}`);
  });

  it('reads runs in the order of their digest, and no more than a page of them', () => {
    const bound = { ...everything.bound, limit: 1, offset: 0 };
    const { having, lacking } = indexedSql(everything, { sort: 'digest', descending: true })!;
    const inOrder = 'runs USING INDEX runs_by_digest (digest>?)';
    expect(plan(having, bound)).toEqual([
      `SEARCH ${inOrder}`,
      ...['LIST SUBQUERY 1', facts, 'CREATE BLOOM FILTER', 'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY'],
    ]);
    expect(plan(lacking, bound)).toEqual([
      facts,
      ...['LIST SUBQUERY 1', `SEARCH ${inOrder.replace('INDEX', 'COVERING INDEX')}`, 'CREATE BLOOM FILTER'],
    ]);
  });

  it('looks up notes and errors only for runs that have any', () => {
    for (const [sort, index] of [
      ['notes', 'runs_with_notes'],
      ['error', 'runs_with_error'],
    ] as const) {
      const asked = plan(pageSql(everything, { sort, descending: true }), { limit: 1, offset: 0 });
      expect(asked).toContain(`SCAN runs USING INDEX ${index}`);
      expect(asked).toContain('SCAN runs USING INDEX runs_facts');
    }
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
