import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { runConfigSchema } from '#experiments';
import { openStorage, type Storage } from '../src/storage/storage.ts';
import { report } from './statistics.ts';

// Training this many runs would take days: their measurements are generated, and written bypassing the app.

const storageOptions = { appVersion: '0', engineVersion: '0', host: 'cli', exclusive: true } as const;

/** Opens the history of a folder for queries. */
export const openHistory = (dataDir: string): Storage => openStorage({ ...storageOptions, dataDir });

export const databaseOf = (dataDir: string): string => join(dataDir, 'lambdascope.sqlite3');

/** Fills a folder with finished runs of this many epochs each, unless it already has a history. */
export function drawHistory(dataDir: string, runs: number, epochs: number): void {
  if (existsSync(databaseOf(dataDir))) return;
  mkdirSync(dataDir, { recursive: true });
  const filling = openHistory(dataDir);
  const began = performance.now();
  for (let from = 0; from < runs; from += 1000) filling.createRuns(drafts(from, Math.min(1000, runs - from)));
  report(
    `${runs.toLocaleString('en')} runs: creating one`,
    [((performance.now() - began) / runs) * 1000],
    'us',
  );
  filling.close();
  const db = new Database(databaseOf(dataDir));
  giveMetrics(db, epochs);
  if (epochs > 0) giveEpochs(db, epochs);
  db.exec(`UPDATE runs SET status = 'completed'`);
  db.close();
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

/** Half of the runs are in sweeps of 500 each. */
function giveMetrics(db: Database.Database, epochs: number): void {
  const drawn = 'abs(random() % 1000000) / 1e6';
  const points = ['final', 'averaged', 'tail'];
  const metrics = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'];
  const epoch = ['loss', 'data_loss', 'regularization_loss', 'accuracy', 'learning_rate'];
  const measured = ['validation_loss', 'validation_accuracy', 'evaluated_data_loss', 'evaluated_accuracy'];
  const columns = [
    ...points.flatMap((point) => metrics.map((metric) => `${point}_${metric}`)),
    ...['last', 'validated', 'best'].flatMap((kept) => epoch.map((metric) => `${kept}_${metric}`)),
    ...['validated', 'best'].flatMap((kept) => measured.map((metric) => `${kept}_${metric}`)),
  ];
  const done = epochs > 0 ? String(epochs) : 'abs(random() % 1000)';
  db.exec(`UPDATE runs SET ${columns.map((column) => `${column} = ${drawn}`).join(', ')}, epochs_done = ${done}, trained_ms = 1000,
    last_epoch = ${done} - 1, validated_epoch = ${done} - 1, best_epoch = abs(random() % 100), platform = 'linux-x64', kernel_variant = 'float64',
    last_penalties = '["0.001","0"]', best_penalties = '["0.001","0"]', validated_penalties = '["0.001","0"]', tail_epochs = 5`);
  db.exec(`UPDATE runs SET onset_epoch = abs(random() % max(1, epochs_done)), onset_epochs = epochs_done, overview_epochs = epochs_done,
    started_at = created_at, ended_at = strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+5 seconds'), digest = lower(hex(randomblob(32)));
    INSERT INTO sweeps (sweep_id, public_id, name, definition, created_at) SELECT DISTINCT run_id / 500, printf('s%09d', run_id / 500),
      'sweep ' || (run_id / 500), '{"base":{},"axes":[],"seeds":[0,1]}', '2026-01-01' FROM runs WHERE run_id / 500 % 2 = 1;
    UPDATE runs SET sweep_id = run_id / 500 WHERE run_id / 500 % 2 = 1;
    INSERT INTO stints (run_id, stint, from_epoch, started_at, ended_at, ending) SELECT run_id, 0, 0, started_at, ended_at, 'ended' FROM runs`);
}

/** Falls from epoch to epoch, to a different level in each run. */
const validationLoss = (epoch: string): string =>
  `(0.05 + run_id * 7919 % 1000 / 1000.0) * (1 + 100.0 / (${epoch} + 10))`;

/** Every run has the same number, every tenth validated. */
function giveEpochs(db: Database.Database, epochs: number): void {
  // An aborted file is thrown away, so there is no need for a journal of gigabytes.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  const began = performance.now();
  db.exec(`
    CREATE TEMP TABLE steps (epoch INTEGER PRIMARY KEY);
    WITH RECURSIVE steps_of(epoch) AS (SELECT 0 UNION ALL SELECT epoch + 1 FROM steps_of WHERE epoch < ${epochs - 1})
      INSERT INTO steps SELECT epoch FROM steps_of;`);
  const all = `SELECT run_id, epoch, 1.0 / (epoch + 1 + run_id % 7), 1.0 / (epoch + 2), 0.001, 0.5, 0.05,
    iif(epoch % 10 = 0, ${validationLoss('epoch')}, NULL), iif(epoch % 10 = 0, 0.5, NULL),
    iif(epoch % 10 = 0, 1.0 / (epoch + 2), NULL), iif(epoch % 10 = 0, 0.5, NULL) FROM runs CROSS JOIN steps`;
  const { changes } = db.prepare(`INSERT INTO epochs ${all}`).run();
  const last = 10 * Math.floor((epochs - 1) / 10);
  const kept = ['validated', 'best'].map(
    (name) => `${name}_epoch = ${last}, ${name}_validation_loss = ${validationLoss(String(last))}`,
  );
  db.exec(`UPDATE runs SET ${kept.join(', ')}`);
  const seconds = (performance.now() - began) / 1000;
  const bytes = statSync(db.name).size;
  console.log(
    `${changes.toLocaleString('en')} epochs written past the app in ${Math.round(seconds)} s; ${(bytes / 1e9).toFixed(1)} GB`,
  );
  db.pragma('journal_mode = WAL');
}
