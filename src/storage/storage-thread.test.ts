import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createStorageThread } from './storage-thread.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';

it('ends a thread only after its code has loaded: while an addon loads, that would end the process', async () => {
  const entry = join(temporaryFolder(), 'thread.mjs');
  writeFileSync(
    entry,
    `import { writeFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    await new Promise((resolve) => setTimeout(resolve, 200));
    writeFileSync(import.meta.filename + '.loaded', '');
    parentPort.postMessage({ loaded: true });
    setInterval(() => {}, 1000);`,
  );
  const thread = createStorageThread({ entry, data: () => ({ role: 'runs', given: '' }) });
  void thread.load();
  await thread.close();
  expect(existsSync(`${entry}.loaded`)).toBe(true);
  expect(thread.current).toBeNull();
});

it('a process waits for an answer, whether or not the thread is then started ahead', () => {
  const entry = join(temporaryFolder(), 'thread.mjs');
  writeFileSync(
    entry,
    `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ loaded: true });
    parentPort.on('message', ({ call }) => {
      if (call) setTimeout(() => parentPort.postMessage({ call, value: 'answered' }), 200);
    });`,
  );
  const script = `
    import { createStorageThread } from ${JSON.stringify(import.meta.resolve('./storage-thread.ts'))};
    const entry = ${JSON.stringify(entry)};
    const thread = createStorageThread({ entry, data: () => ({ role: 'runs', given: '' }) });
    const answer = thread.methods.getRun();
    await thread.load();
    console.log(await answer);`;
  const args = ['--input-type=module', '--eval', script];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 100_000 });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'answered\n' });
});

it('no process exits before the code of its threads has loaded', () => {
  const entry = join(temporaryFolder(), 'thread.mjs');
  writeFileSync(
    entry,
    `import { writeFileSync } from 'node:fs';
    import { workerData } from 'node:worker_threads';
    await new Promise((resolve) => setTimeout(resolve, 200));
    writeFileSync(import.meta.filename + '.loaded', '');
    Atomics.store(workerData, 0, 1);
    Atomics.notify(workerData, 0);`,
  );
  const ending = join(import.meta.dirname, 'loading-process.ts');
  const { status } = spawnSync(process.execPath, [ending, entry], { timeout: 100_000 });
  expect(status).toBe(3);
  expect(existsSync(`${entry}.loaded`)).toBe(true);
});
