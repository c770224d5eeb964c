import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describeFieldsQuery, groupRunsQuery, listRunsQuery } from '#api';
import { runConfigSchema } from '#experiments';
import { openStorage } from '../src/storage/storage.ts';
import { makeDataDir } from './host.ts';
import { report } from './statistics.ts';

const sizes = [10_000, 100_000];
const repeats = 7;

/** What is asked of a history of 10,000 and of 100,000 runs: filters, pages, orders, groups, and its opening. */
export async function history(): Promise<void> {
  for (const runs of sizes) measure(runs);
}

function measure(runs: number): void {
  const dataDir = makeDataDir();
  const options = {
    dataDir: dataDir.path,
    appVersion: '0',
    engineVersion: '0',
    host: 'cli',
    exclusive: true,
  } as const;
  const filling = openStorage(options);
  const began = performance.now();
  for (let from = 0; from < runs; from += 1000) filling.createRuns(drafts(from, Math.min(1000, runs - from)));
  const count = runs.toLocaleString('en');
  report(`${count} runs: creating one`, [((performance.now() - began) / runs) * 1000], 'us');
  filling.close();
  giveMetrics(join(dataDir.path, 'lambdascope.sqlite3'));

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
  store.close();
  dataDir.remove();
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
