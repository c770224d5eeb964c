import { join } from 'node:path';
import { openLambdascope } from '#app';
import { presets } from '#experiments';
import { createNodeLauncher } from '#workers';
import { makeDataDir } from './host.ts';
import { report } from './statistics.ts';

const built = join(import.meta.dirname, '../out/main');
const runs = 16;
const repeats = 3;
const config = presets[0]!.config;

/** The same runs on one worker and on two, from queueing them to the last one's end, every epoch stored. */
export async function pool(): Promise<void> {
  const one: number[] = [];
  const two: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    one.push(await secondsOn(1));
    two.push(await secondsOn(2));
  }
  const work = `${runs} runs of ${config.name}, ${config.epochs.toLocaleString('en')} epochs each`;
  report(`${work}, 1 worker`, one, 's');
  report(`${work}, 2 workers`, two, 's');
  const ratios = one.map((seconds, repeat) => seconds / two[repeat]!);
  report('1 worker to 2 workers', ratios, 'x', '> 1.8');
}

async function secondsOn(concurrency: number): Promise<number> {
  const dataDir = makeDataDir();
  const app = await openLambdascope({
    dataDir: dataDir.path,
    appVersion: 'bench',
    host: 'serve',
    launcher: createNodeLauncher(join(built, 'trainer.js')),
    readerEntry: join(built, 'reader.js'),
    concurrency,
  });
  try {
    const idle = Promise.withResolvers<undefined>();
    app.onEvent((event) => {
      if (event.kind === 'activityChanged' && event.activity.liveRuns === 0) idle.resolve(undefined);
    });
    const started = performance.now();
    const created = await app.handlers.createRuns({
      configs: Array.from({ length: runs }, (_, seed) => ({ ...config, seed })),
    });
    await idle.promise;
    const seconds = (performance.now() - started) / 1000;
    for (const { id } of created.runs) await requireAllRows(app, id);
    return seconds;
  } finally {
    await app.close();
    dataDir.remove();
  }
}

type App = Awaited<ReturnType<typeof openLambdascope>>;

async function requireAllRows(app: App, id: string): Promise<void> {
  const { series } = await app.handlers.readSeries({
    id,
    metrics: ['loss'],
    fromEpoch: 0,
    toEpoch: null,
    maxPoints: null,
  });
  const rows = series.loss?.epochs.length ?? 0;
  if (rows !== config.epochs) throw new Error(`run ${id} has ${rows} rows of ${config.epochs}`);
}
