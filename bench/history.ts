import type Database from 'better-sqlite3';
import {
  describeFieldsQuery,
  differingFieldsQuery,
  groupRunsQuery,
  listFoldedRunsQuery,
  listRunsQuery,
  readColumnsQuery,
  readTimelineQuery,
} from '#api';
import { openReadOnly } from '../src/storage/connection.ts';
import { createRunReads } from '../src/storage/run-reads.ts';
import type { Storage } from '../src/storage/storage.ts';
import { databaseOf, drawHistory, openHistory } from './drawn-history.ts';
import { makeDataDir } from './host.ts';
import { besideMlflow } from './mlflow-history.ts';
import { median, report } from './statistics.ts';

const sizes = [10_000, 100_000];
const repeats = 5;

export interface HistoryOptions {
  /** 100,000 runs with 50 million epochs, about 5 GB on disk, instead of the others. */
  readonly big: boolean;
  /** A folder for these, which is kept and reused the next time. */
  readonly folder: string | undefined;
  /** A Python with MLflow, to run the same queries on 10,000 runs. */
  readonly python: string | undefined;
}

/** Queries on a history of 10,000 and of 100,000 runs: filters, pages, orders, groups, columns; and the time to open it. */
export async function history({ big, folder, python }: HistoryOptions): Promise<void> {
  if (big && folder !== undefined) return measure(folder, 100_000, 500);
  for (const runs of big ? [100_000] : sizes) {
    const dataDir = makeDataDir();
    measure(dataDir.path, runs, big ? 500 : 0);
    dataDir.remove();
  }
  if (python !== undefined) besideMlflow(python);
}

const everything = { filter: '', trashed: false } as const;

function measure(dataDir: string, runs: number, epochs: number): void {
  drawHistory(dataDir, runs, epochs);
  const count = runs.toLocaleString('en');
  const opening = performance.now();
  const store = openHistory(dataDir);
  report(`${count} runs: opening`, [performance.now() - opening], 'ms', '< 1,000');
  const db = openReadOnly(databaseOf(dataDir));
  for (const [what, action] of [...actions(store, runs, epochs), ...reads(db)]) {
    const times = Array.from({ length: repeats }, () => timed(action));
    report(`${count} runs: ${what}`, times, 'ms', '< 100');
  }
  sortedByAny(store, epochs, count);
  console.log(`  memory of this process: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
  store.close();
  db.close();
}

type Action = readonly [what: string, action: () => unknown];

function timed(action: () => unknown): number {
  const started = performance.now();
  action();
  return performance.now() - started;
}

function actions(store: Storage, runs: number, epochs: number): Action[] {
  const page = (query: object) => () => store.listRuns(listRunsQuery.parse({ limit: 200, ...query }));
  const filters = [
    'validation_loss < 0.3',
    'validation_loss < 0.3 and layers.0.weightRegularizerL2 >= 1e-4',
    'learningRate = 0.05 and not seed = 3 or lambda > 0.01',
    'name contains otter and epochs_done > 500',
    'otter',
    'onset < 100',
    'digest = 0',
    ...(epochs > 0 ? ['validation_loss@200 < 0.3', 'validation_loss@250 < 0.3', 'gap@200 > 0'] : []),
  ];
  const sorts = ['name', 'validation_loss', 'layers.0.weightRegularizerL2', 'parameters', 'lambda'];
  const group = (by: string) => groupRunsQuery.parse({ by: [by], metrics: ['validation_loss'] });
  const groups = ['learningRate', 'lambda', 'optimizer.kind', 'seed'].map(group);
  const described = ['validation_loss', 'parameters', 'layers.0.units', 'created', 'tag'].map((field) =>
    describeFieldsQuery.parse({ fields: [field] }),
  );
  const folded = listFoldedRunsQuery.parse({ limit: 200 });
  return [
    ['first page', page({})],
    ['page in the middle', page({ offset: runs / 2 })],
    ...filters.map((filter): Action => [filter, page({ filter })]),
    ...sorts.map((sort): Action => [`by ${sort}`, page({ sort })]),
    ['folded', () => store.listFoldedRuns({ ...folded, filter: `seed < ${10 + Math.random()}` })],
    ...groups.map((query): Action => [`grouped by ${query.by.join()}`, () => store.groupRuns(query)]),
    ...described.map((query): Action => [
      `values of ${query.fields.join()}`,
      () => store.describeFields(query),
    ]),
    ['fields that occur', () => store.describeFields(describeFieldsQuery.parse({}))],
    ['fields that differ', () => store.differingFields(differingFieldsQuery.parse({}))],
    ['the same, filtered', () => store.differingFields(differingFieldsQuery.parse({ filter: 'seed < 5' }))],
    ['ids of all', () => store.selectRunIds(everything)],
    ['how many of each status', () => store.countRuns()],
  ];
}

function reads(db: Database.Database): Action[] {
  const { readColumns, readTimeline } = createRunReads(db);
  const fields = ['validation_loss', 'lambda', 'parameters', 'layers.0.weightRegularizerL2'];
  const columns = readColumnsQuery.parse({ fields, withDiffering: true });
  const filtered = readTimelineQuery.parse({ filter: 'seed < 5' });
  return [
    ['columns of the newest 10,000', () => readColumns(columns)],
    ['timeline', () => readTimeline(readTimelineQuery.parse({}))],
    ['timeline, filtered', () => readTimeline(filtered)],
  ];
}

/** Every column by which a table can be sorted. */
function sortedByAny(store: Storage, epochs: number, count: string): void {
  const list = (sort: string) => store.listRuns(listRunsQuery.parse({ limit: 200, sort }));
  const fields = store.describeFields(describeFieldsQuery.parse({})).occurring.map(({ name }) => name);
  const at = epochs > 0 ? ['loss@200', 'loss@250', 'gap@200', 'layer_penalties.0@200'] : [];
  const sorts = [...fields, ...at].map((sort) => ({
    sort,
    ms: median(Array.from({ length: 3 }, () => timed(() => list(sort)))),
  }));
  sorts.sort((a, b) => b.ms - a.ms);
  report(
    `${count} runs: sorted by any of ${sorts.length} columns`,
    sorts.map(({ ms }) => ms),
    'ms',
    '< 100',
  );
  const slowest = sorts.slice(0, 20).map(({ sort, ms }) => `${sort} ${Math.round(ms)}`);
  console.log(`  the slowest: ${slowest.join(', ')}`);
}
