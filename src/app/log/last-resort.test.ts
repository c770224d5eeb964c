import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { storageEntry, trainerEntry } from '../../built-entries.fixture.ts';
import { endlessConfig, openTestApp, temporaryFolder } from '../app-fixture.ts';

/** Trains a run in a host that breaks once epochs are stored, and resolves to how the host ended. */
async function breakHost(dataDir: string, defect: string) {
  const script = `
    import { endOnDefect, openLambdascope, openLog } from '#app';
    import { createNodeLauncher } from '#workers';
    const dataDir = ${JSON.stringify(dataDir)};
    const log = openLog({ dataDir, host: 'serve' });
    let app = null;
    endOnDefect({
      log,
      say: (message) => console.error(message),
      close: () => app.close(),
      end: () => process.exit(1),
    });
    app = await openLambdascope({
      dataDir, host: 'serve', appVersion: '1.2.3', concurrency: 1, log,
      launcher: createNodeLauncher(${JSON.stringify(trainerEntry)}), storageEntry: ${JSON.stringify(storageEntry)},
    });
    const { value } = await app.dispatch('createRuns', { configs: ${JSON.stringify([endlessConfig()])} });
    const [{ id }] = value.runs;
    let broken = false;
    app.onEvent((event) => {
      const run = event.kind === 'runsChanged' && event.runs.find((run) => run.id === id);
      if (broken || !run || run.epochsDone === 0) return;
      broken = true;
      console.log(JSON.stringify({ id, stored: run.epochsDone }));
      setImmediate(() => { ${defect} });
    });`;
  const host = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  host.stderr.on('data', (text) => (stderr += String(text)));
  const line = once(createInterface(host.stdout), 'line') as Promise<[string]>;
  const [code] = (await once(host, 'close')) as [number | null];
  return { code, stderr, ...(JSON.parse((await line)[0]) as { id: string; stored: number }) };
}

it.each([
  ['an exception', `throw new Error('boom');`],
  ['a promise that nobody handles', `Promise.reject(new Error('boom'));`],
])(
  '%s ends a host with exit code 1, its run interrupted with every row, and the stack in the log',
  async (_what, defect) => {
    const dataDir = temporaryFolder();
    const { code, stderr, id, stored } = await breakHost(dataDir, defect);
    const file = join(dataDir, 'logs', 'lambdascope.log');
    expect(code).toBe(1);
    expect(stderr).toBe(
      'Lambdascope has to close after an internal error: boom. Every recorded epoch is kept, and what was training can be ' +
        `resumed. Details are in ${file}\n`,
    );
    expect(readFileSync(file, 'utf8')).toMatch(/ error serve\[\d+\] unhandled: Error: boom \| at /);

    const { client } = await openTestApp({ dataDir });
    const run = await client.getRun({ id });
    // Done by the host itself: nobody had to discover that it died.
    expect(run).toMatchObject({ status: 'interrupted', error: null });
    expect(run.epochsDone).toBeGreaterThanOrEqual(stored);
  },
);
