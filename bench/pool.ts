import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
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
/** For the engines that store nothing. */
const bareEpochs = 20_000;

/** The same runs on one worker and on two, from queueing them to the last one's end, every epoch stored. */
export async function pool(): Promise<void> {
  const one: Measurement[] = [];
  const two: Measurement[] = [];
  const bare: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    one.push(await measureOn(1));
    two.push(await measureOn(2));
    bare.push(await measureBareEngines());
  }
  const work = `${runs} runs of ${config.name}, ${config.epochs.toLocaleString('en')} epochs each`;
  for (const [workers, measured] of [
    ['1 worker', one],
    ['2 workers', two],
  ] as const) {
    const seconds = measured.map(({ seconds }) => seconds);
    report(`${work}, ${workers}`, seconds, 's');
    const host = measured.map(({ hostCpuSeconds, seconds }) => (100 * hostCpuSeconds) / seconds);
    report(`the host's share of one core meanwhile, ${workers}`, host, '%');
  }
  const ratios = one.map(({ seconds }, repeat) => seconds / two[repeat]!.seconds);
  report('1 worker to 2 workers', ratios, 'x', '> 1.8');
  report('what two processes that only train make of one, the most there is', bare, 'x');
}

/** The ratio of epochs per second of two engines at once to one alone: it includes what the cores share, but no storing. */
async function measureBareEngines(): Promise<number> {
  const engines = [0, 1].map(() => fork(join(import.meta.dirname, 'bare-engine.ts')));
  const [first, second] = engines as [ChildProcess, ChildProcess];
  await Promise.all([secondsOf(first), secondsOf(second)]); // compiles
  const alone = await secondsOf(first);
  const together = await Promise.all([secondsOf(first), secondsOf(second)]);
  for (const engine of engines) engine.disconnect();
  return alone / together[0] + alone / together[1];
}

async function secondsOf(engine: ChildProcess): Promise<number> {
  const answer = once(engine, 'message');
  engine.send(bareEpochs);
  const [seconds] = (await answer) as [number];
  return seconds;
}

interface Measurement {
  readonly seconds: number;
  /** Of the process that stores the epochs; the workers are separate processes. */
  readonly hostCpuSeconds: number;
}

async function measureOn(concurrency: number): Promise<Measurement> {
  const dataDir = makeDataDir();
  const app = await openLambdascope({
    dataDir: dataDir.path,
    appVersion: 'bench',
    host: 'serve',
    launcher: createNodeLauncher(join(built, 'trainer.js')),
    storageEntry: join(built, 'storage.js'),
    concurrency,
  });
  try {
    const idle = Promise.withResolvers<undefined>();
    app.onEvent((event) => {
      if (event.kind === 'activityChanged' && event.activity.liveRuns === 0) idle.resolve(undefined);
    });
    const started = performance.now();
    const cpu = process.cpuUsage();
    const created = await app.handlers.createRuns({
      configs: Array.from({ length: runs }, (_, seed) => ({ ...config, seed })),
    });
    await idle.promise;
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    for (const { id } of created.runs) await requireAllRows(app, id);
    return { seconds, hostCpuSeconds: (user + system) / 1e6 };
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
