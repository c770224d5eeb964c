import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import type * as launcherModule from '../../electron/main/trainers/utility-launcher.ts';
import { project } from '../fixtures/paths.ts';
import { startProbe, type Probe, type ProbeOptions } from './probe.fixture.ts';

declare global {
  /** The launcher that the app uses, on the stand-in. */
  var launcher: Promise<typeof launcherModule>;
}

let probe: Probe;
afterEach(() => probe.remove());

async function start(options: ProbeOptions, child: string): Promise<string> {
  probe = startProbe(options);
  await probe.evaluate(({ app }) => app.whenReady());
  const path = join(probe.folder, 'child.js');
  writeFileSync(path, child);
  return path;
}

test('messages are structured clones both ways, and what cannot be cloned throws', async () => {
  const path = await start(
    {},
    `process.parentPort.on('message', ({ data }) => {
      let refused;
      try { process.parentPort.postMessage(() => 1); } catch (thrown) { refused = thrown.message; }
      process.parentPort.postMessage([data.constructor.name, Buffer.from('x'), refused, process.send === undefined]);
    });`,
  );
  const told = await probe.evaluate(
    ({ utilityProcess }, entry) =>
      new Promise((resolve) => {
        const child = utilityProcess.fork(entry);
        child.on('message', (message: unknown[]) =>
          resolve([
            message[0],
            Object.getPrototypeOf(message[1]) === Uint8Array.prototype,
            ...message.slice(2),
          ]),
        );
        child.postMessage(Buffer.from('x'));
      }),
    path,
  );
  expect(told).toEqual(['Uint8Array', true, 'An object could not be cloned.', true]);
});

test('kill does nothing before spawn; a killed child reports 0, and the app is told why it is gone', async () => {
  const path = await start({}, 'setInterval(() => undefined, 1000);');
  const told = await probe.evaluate(
    ({ app, utilityProcess }, entry) =>
      new Promise((resolve) => {
        const child = utilityProcess.fork(entry, [], { serviceName: 'probe child', stdio: 'pipe' });
        const early = [child.kill(), child.pid];
        let gone: unknown = null;
        app.on(
          'child-process-gone',
          (_event, { name, reason, exitCode }) => (gone = [name, reason, exitCode]),
        );
        child.once('spawn', () => child.kill());
        child.once('exit', (code) =>
          setImmediate(() => resolve([early, code, gone, child.pid ?? null, child.stderr])),
        );
      }),
    path,
  );
  expect(told).toEqual([[false, null], 0, ['probe child', 'killed', 15], null, null]);
});

test('with a fault, an exit overtakes the last messages, and what was written is still in the stream', async () => {
  const path = await start(
    { hardness: { exitBeforeLastWords: true } },
    `process.parentPort.postMessage('last words'); process.stderr.write('written', () => process.exit(1));`,
  );
  const told = await probe.evaluate(
    ({ utilityProcess }, entry) =>
      new Promise((resolve) => {
        const child = utilityProcess.fork(entry, [], { stdio: 'pipe' });
        const heard: unknown[] = [];
        const { stderr } = child;
        child.on('message', (message) => heard.push(message));
        stderr!.on('data', (data: Buffer) => heard.push(`before: ${String(data)}`));
        child.once('exit', (code) =>
          queueMicrotask(() => {
            heard.push(code, stderr!.listenerCount('data'));
            stderr!.on('data', (data: Buffer) => heard.push(String(data)));
            stderr!.once('end', () => resolve(heard));
          }),
        );
      }),
    path,
  );
  expect(told).toEqual([1, 0, 'written']);
});

test('a trainer that cannot go on is heard although its exit would overtake it', async () => {
  const module = pathToFileURL(project('electron/main/trainers/utility-launcher.ts')).href;
  const atStart = `globalThis.launcher = import(${JSON.stringify(module)});`;
  await start({ hardness: { exitBeforeLastWords: true }, atStart }, '');
  const heard = await probe.evaluate(async (_electron, entry) => {
    const { createUtilityLauncher } = await globalThis.launcher;
    const trainer = createUtilityLauncher(entry).launch();
    const said: string[] = [];
    trainer.onMessage((report) => {
      if (report.kind === 'failed') said.push(report.message);
      trainer.send({ kind: 'farewell' });
    });
    const exit = new Promise<unknown>((resolve) => trainer.onExit(resolve));
    trainer.send({ kind: 'hello', version: 0, parentPid: process.pid });
    return [await exit, said] as const;
  }, project('src/workers/trainer.ts'));
  expect(heard).toEqual([
    { code: 1, reason: expect.stringContaining('exit') },
    [expect.stringMatching(/^trainer speaks protocol \d+, its host 0/)],
  ]);
});
