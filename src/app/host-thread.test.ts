import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { smallConfig, temporaryFolder } from './app-fixture.ts';

/** Uses the app in a process whose main thread records the native modules that it loads. */
const script = `
  const loaded = [];
  const { dlopen } = process;
  process.dlopen = (module, file, ...rest) => {
    loaded.push(file);
    return dlopen.call(process, module, file, ...rest);
  };
  const { openLambdascope } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))});
  const { createNodeLauncher } = await import(${JSON.stringify(join(import.meta.dirname, '../workers/index.ts'))});
  const app = await openLambdascope({
    dataDir: process.argv[1], host: 'cli', appVersion: '1', exclusive: false, concurrency: 1,
    launcher: createNodeLauncher(${JSON.stringify(trainerEntry)}),
    storageEntry: ${JSON.stringify(storageEntry)},
  });
  const ask = async (name, input) => {
    const answer = await app.dispatch(name, input);
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.value;
  };
  const ended = new Promise((resolve) => app.onEvent((event) => {
    if (event.kind === 'runsChanged' && event.runs.some(({ status }) => status === 'completed')) resolve();
  }));
  const { runs } = await ask('createRuns', { configs: [${JSON.stringify(smallConfig({ epochs: 5 }))}] });
  await ended;
  const ids = runs.map(({ id }) => id);
  await ask('readSeries', { id: ids[0], metrics: ['loss'] });
  await ask('trashRuns', { ids });
  await ask('emptyTrash', {});
  const { total } = await ask('listRuns', {});
  await app.close();
  console.log(JSON.stringify({ total, loaded }));
`;

test('the host’s main thread loads no database engine, whatever it is asked', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--input-type=module', '--eval', script],
    temporaryFolder(),
  ]);
  const { total, loaded } = JSON.parse(stdout) as { total: number; loaded: string[] };
  expect(total).toBe(0);
  expect(loaded.filter((file) => file.includes('sqlite'))).toEqual([]);
});
