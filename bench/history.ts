import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describeFieldsQuery, groupRunsQuery, listRunsQuery } from '#api';
import { runConfigSchema } from '#experiments';
import { databaseFileName } from '../src/storage/database-file-name.ts';
import { openStorage, type Storage, type StorageOptions } from '../src/storage/storage.ts';
import { makeDataDir } from './host.ts';
import { besideMlflow } from './mlflow-history.ts';
import { median, report } from './statistics.ts';

const sizes = [10_000, 100_000];
const repeats = 7;

export interface HistoryOptions {
  /** 100,000 runs with 50 million epochs, which take some 6 GB of the disk, in place of the others. */
  readonly big: boolean;
  /** A Python with MLflow, to ask it the same of 10,000 runs. */
  readonly python: string | undefined;
}

/** What is asked of a history of 10,000 and of 100,000 runs: filters, pages, orders, groups, and its opening. */
export async function history({ big, python }: HistoryOptions): Promise<void> {
  if (big) return measure(100_000, 500);
  for (const runs of sizes) measure(runs, 0);
  if (python !== undefined) besideMlflow(python);
}

const optionsOf = (dataDir: string): StorageOptions => ({
  dataDir,
  appVersion: '0',
  engineVersion: '0',
  host: 'cli',
  exclusive: true,
});

/** Runs that differ in a penalty, a learning rate, a seed and what came of them, without epochs; returns how many milliseconds creating them took. */
export function drawHistory(dataDir: string, runs: number): number {
  const storage = openStorage(optionsOf(dataDir));
  const began = performance.now();
  for (let from = 0; from < runs; from += 1000) storage.createRuns(drafts(from, Math.min(1000, runs - from)));
  const ms = performance.now() - began;
  storage.close();
  giveMetrics(join(dataDir, databaseFileName));
  return ms;
}

function measure(runs: number, epochs: number): void {
  const dataDir = makeDataDir();
  const options = optionsOf(dataDir.path);
  const count = runs.toLocaleString('en');
  report(`${count} runs: creating one`, [(drawHistory(dataDir.path, runs) / runs) * 1000], 'us');
  if (epochs > 0) giveEpochs(join(dataDir.path, databaseFileName), epochs);

  const opening = performance.now();
  const store = openStorage(options);
  report(`${count} runs: opening`, [performance.now() - opening], 'ms', '< 1,000');
  const time = (what: string, action: () => unknown, target: string): void => {
    const times = Array.from({ length: repeats }, () => {
      const started = performance.now();
      action();
      return performance.now() - started;
    });
    report(`${count} runs: ${what}`, times, 'ms', target);
  };
  const page = (query: object) => () => store.listRuns(listRunsQuery.parse({ limit: 200, ...query }));
  const filterTarget = runs > 10_000 ? '< 300' : '< 50';
  for (const filter of [
    'validation_loss < 0.3',
    'validation_loss < 0.3 and layers.0.weightRegularizerL2 >= 1e-4',
    'learningRate = 0.05 and not seed = 3 or lambda > 0.01',
    'name contains otter and epochs_done > 500',
    'otter',
  ]) {
    time(filter, page({ filter }), filterTarget);
  }
  time('first page', page({}), '< 100');
  time('page in the middle', page({ offset: runs / 2 }), '< 100');
  for (const sort of ['name', 'validation_loss', 'layers.0.weightRegularizerL2'])
    time(`by ${sort}`, page({ sort }), '< 100');
  const group = groupRunsQuery.parse({ by: ['learningRate'], metrics: ['validation_loss'] });
  time('grouped by learning rate', () => store.groupRuns(group), '< 100');
  const described = describeFieldsQuery.parse({ fields: ['validation_loss'] });
  time('histogram of validation_loss', () => store.describeFields(described), '< 100');
  if (epochs > 0) measureEpochs(store, epochs, count);
  store.close();
  dataDir.remove();
}

/** What reads epochs, and every column that a table may be sorted by. */
function measureEpochs(store: Storage, epochs: number, count: string): void {
  const at = epochs / 2;
  const once = (action: () => unknown): number => {
    const started = performance.now();
    action();
    return performance.now() - started;
  };
  const list = (query: object) => store.listRuns(listRunsQuery.parse({ limit: 200, ...query }));
  for (const filter of [`validation_loss@${at} < 0.01`, `gap@${at} > 0`, 'onset < 100']) {
    const times = Array.from({ length: repeats }, () => once(() => list({ filter })));
    report(`${count} runs: ${filter}`, times, 'ms', '< 300');
  }
  const fields = store.describeFields(describeFieldsQuery.parse({})).occurring.map(({ name }) => name);
  const sorts = [...fields, `loss@${at}`, `gap@${at}`, `layer_penalties.0@${at}`].map((sort) => ({
    sort,
    ms: median(Array.from({ length: 3 }, () => once(() => list({ sort })))),
  }));
  sorts.sort((a, b) => b.ms - a.ms);
  report(
    `${count} runs: sorted by any of ${sorts.length} columns`,
    sorts.map(({ ms }) => ms),
    'ms',
    '< 100',
  );
  console.log(
    `  the slowest: ${sorts
      .slice(0, 12)
      .map(({ sort, ms }) => `${sort} ${Math.round(ms)}`)
      .join(', ')}`,
  );
  console.log(`  memory of this process: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
}

const words = ['otter', 'lynx', 'heron', 'maple', 'cedar', 'quartz', 'amber', 'pine'];

function drafts(from: number, count: number) {
  return Array.from({ length: count }, (_, at) => {
    const run = from + at;
    const weightRegularizerL2 = Number((10 ** (-6 + (run % 4999) / 1000)).toPrecision(4));
    const config = runConfigSchema.parse({
      layers: [
        { kind: 'dense', units: 64, weightRegularizerL2 },
        { kind: 'relu' },
        { kind: 'dense', units: 3 },
        { kind: 'softmax' },
      ],
      optimizer: { kind: 'adam', learningRate: [0.001, 0.01, 0.05, 0.1][run % 4] },
      seed: run % 10,
    });
    return {
      config,
      name: `${words[run % 8]} ${weightRegularizerL2} seed ${run % 10}`,
      tags: run % 3 === 0 ? ['wide'] : [],
    };
  });
}

/** The same of epochs: each run has as many, every tenth validated. */
function giveEpochs(file: string, epochs: number): void {
  const db = new Database(file);
  // What is cut short is thrown away: no journal of gigabytes.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const began = performance.now();
  db.exec(`
    CREATE TEMP TABLE steps (epoch INTEGER PRIMARY KEY);
    WITH RECURSIVE steps_of(epoch) AS (SELECT 0 UNION ALL SELECT epoch + 1 FROM steps_of WHERE epoch < ${epochs - 1})
      INSERT INTO steps SELECT epoch FROM steps_of;
    DROP TRIGGER runs_ended_are_immutable;
    UPDATE runs SET epochs_done = ${epochs}, last_epoch = ${epochs - 1}, last_loss = 0.1, last_data_loss = 0.1,
      last_regularization_loss = 0.001, last_accuracy = 0.5, last_learning_rate = 0.05, last_penalties = '["0.001","0"]', onset_epoch = abs(random() % ${epochs}), onset_epochs = ${epochs};`);
  const all = `SELECT run_id, epoch, 1.0 / (epoch + 1 + run_id % 7), 1.0 / (epoch + 2), 0.001, 0.5, 0.05,
    iif(epoch % 10 = 0, 1.0 / (epoch + 1 + run_id % 9), NULL), iif(epoch % 10 = 0, 0.5, NULL),
    iif(epoch % 10 = 0, 1.0 / (epoch + 2), NULL), iif(epoch % 10 = 0, 0.5, NULL) FROM runs CROSS JOIN steps`;
  const { changes } = db.prepare(`INSERT INTO epochs ${all}`).run();
  const seconds = (performance.now() - began) / 1000;
  const bytes = statSync(file).size;
  console.log(
    `${changes.toLocaleString('en')} epochs written past the app in ${Math.round(seconds)} s; ${(bytes / 1e9).toFixed(1)} GB`,
  );
  db.pragma('journal_mode = WAL');
  db.close();
}

/** Training so many would take days: what they would have measured is drawn. */
function giveMetrics(file: string): void {
  const db = new Database(file);
  const drawn = 'abs(random() % 1000000) / 1e6';
  const metrics = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'];
  const columns = ['final', 'averaged'].flatMap((point) =>
    metrics.map((metric) => `${point}_${metric} = ${drawn}`),
  );
  db.exec(`UPDATE runs SET ${columns.join(', ')}, epochs_done = abs(random() % 1000), trained_ms = 1000`);
  db.exec(`UPDATE runs SET status = 'completed'`);
  db.close();
}
