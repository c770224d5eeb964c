import { idle, makeDataDir, smallConfig, startHost } from './host.ts';
import { report } from './statistics.ts';

const epochs = 200_000;
const repeats = 3;

/** Epoch rows per second from one trainer process into the database, engine time included; its network is tiny. */
export async function ingest(): Promise<void> {
  const dataDir = makeDataDir();
  const host = await startHost(dataDir.path);
  const rates: number[] = [];
  for (let seed = 0; seed < repeats; seed++) {
    const { runs } = await host.call<{ runs: { id: string }[] }>('createRuns', {
      configs: [{ ...smallConfig(seed, epochs), evaluateEvery: 1000 }],
    });
    await idle(host);
    const run = await host.call<{ epochsDone: number; startedAt: string; endedAt: string }>('getRun', {
      id: runs[0]!.id,
    });
    rates.push((run.epochsDone / (Date.parse(run.endedAt) - Date.parse(run.startedAt))) * 1000);
  }
  report(
    `worker to database, ${epochs.toLocaleString('en')} epochs with a penalty row each`,
    rates,
    'epochs/s',
    '> 100,000',
  );
  await host.stop();
  dataDir.remove();
}
