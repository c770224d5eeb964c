import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startProbe, type Probe, type ProbeOptions } from './probe.fixture.ts';

const probes: Probe[] = [];
afterEach(() => Promise.all(probes.splice(0).map((probe) => probe.remove())));

function start(options: ProbeOptions = {}, folder?: string): Probe {
  const probe = startProbe(options, folder);
  probes.push(probe);
  return probe;
}

/** Resolves once the loop is running, which is after the app is ready. */
const isUp = (probe: Probe): Promise<void> =>
  probe.evaluate(async ({ app }) => {
    await app.whenReady();
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise(setImmediate);
  });

test('paths, names and errors match Electron on Linux', async () => {
  const probe = start({ env: { XDG_CONFIG_HOME: '/tmp/config' } });
  const told = await probe.evaluate(({ app }) => {
    const errors: string[] = [];
    for (const attempt of [
      () => app.getPath('nowhere' as never),
      () => app.setPath('userData', 'relative'),
      () => app.setPath('nowhere', '/tmp'),
    ]) {
      try {
        attempt();
      } catch (thrown) {
        errors.push(String(thrown));
      }
    }
    const paths = (['appData', 'userData', 'sessionData', 'logs', 'crashDumps'] as const).map(app.getPath);
    app.setPath('userData', '/tmp/not-made');
    return {
      name: app.name,
      version: app.getVersion(),
      paths,
      errors,
      sessionData: app.getPath('sessionData'),
    };
  });
  const { dataDir } = probe;
  expect(told).toEqual({
    name: 'Probe',
    version: '1.2.3',
    paths: ['/tmp/config', dataDir, dataDir, join(dataDir, 'logs'), join(dataDir, 'Crashpad')],
    errors: [
      "Error: Failed to get 'nowhere' path",
      'Error: Path must be absolute',
      'Error: Failed to set path',
    ],
    sessionData: '/tmp/not-made', // it follows, and is not created
  });
  expect([existsSync(join(dataDir, 'logs')), existsSync('/tmp/not-made')]).toEqual([true, false]);
});

test('without a switch, userData is in the configuration folder', async () => {
  const probe = start({ args: [], env: { XDG_CONFIG_HOME: '/tmp/config-of-probe' } });
  expect(await probe.evaluate(({ app }) => app.getPath('userData'))).toBe('/tmp/config-of-probe/Probe');
});

test('switches are lower case and end at --, and acceleration and sandbox are chosen before ready', async () => {
  const probe = start({
    args: ['--Lang=de', '--force-renderer-accessibility', '--', '--lang=fr'],
    atStart: 'app.disableHardwareAcceleration();',
  });
  await isUp(probe);
  const told = await probe.evaluate(({ app }) => {
    const { commandLine } = app;
    commandLine.appendSwitch('Js-Flags', '--x');
    const late: string[] = [];
    for (const method of ['disableHardwareAcceleration', 'enableSandbox'] as const) {
      try {
        app[method]();
      } catch (thrown) {
        late.push(String(thrown));
      }
    }
    const values = ['js-flags', 'lang', 'nothing'].map((name) => commandLine.getSwitchValue(name));
    const has = ['force-renderer-accessibility', 'disable-gpu', 'lang'].map((name) =>
      commandLine.hasSwitch(name),
    );
    return { values, has, late, isAccelerated: app.isHardwareAccelerationEnabled() };
  });
  expect(told).toEqual({
    values: ['--x', '', ''],
    has: [true, true, false],
    late: [
      'Error: app.disableHardwareAcceleration() can only be called before app is ready',
      'Error: app.enableSandbox() can only be called before app is ready',
    ],
    isAccelerated: false,
  });
});

test('a second instance passes its arguments to the first, and the lock goes with the first', async () => {
  const first = start();
  await isUp(first);
  await first.evaluate(({ app }) => {
    app.requestSingleInstanceLock();
    app.on('second-instance', (_event, argv, cwd, data) => {
      globalThis.heard.push({ last: argv.at(-1), cwd, data });
    });
  });
  const second = start({ args: [`--user-data-dir=${first.dataDir}`, 'data.csv'] }, first.folder);
  const got = await second.evaluate(({ app }) => app.requestSingleInstanceLock({ word: 'hello' }));
  expect(got).toBe(false);
  await expect
    .poll(() => first.evaluate(() => globalThis.heard))
    .toEqual([{ last: 'data.csv', cwd: process.cwd(), data: { word: 'hello' } }]);
  await first.evaluate(({ app }) => app.quit()).catch(() => undefined);
  await first.ended;
  expect(await second.evaluate(({ app }) => app.requestSingleInstanceLock())).toBe(true);
});

test('quitting asks the app and its windows in turn, and one that refuses keeps all', async () => {
  const probe = start({
    atStart: "for (const name of ['before-quit', 'will-quit', 'quit']) app.on(name, () => heard.push(name));",
  });
  await isUp(probe);
  const heard = await probe.evaluate(async ({ app }) => {
    const window = globalThis.openWindow();
    window.on('close', () => void globalThis.heard.push('close'));
    window.once('close', (event) => event.preventDefault());
    app.quit();
    const refused = [...globalThis.heard];
    app.once('before-quit', (event) => event.preventDefault());
    app.quit();
    return { refused, prevented: globalThis.heard.slice(refused.length), isThere: !window.isDestroyed() };
  });
  expect(heard).toEqual({ refused: ['before-quit', 'close'], prevented: ['before-quit'], isThere: true });
  const leaving = probe.evaluate(({ app }) => {
    app.on('quit', () => process.stderr.write(`${globalThis.heard.slice(3).join(' ')}\n`));
    app.quit();
    app.quit(); // it is quitting already
  });
  await leaving.catch(() => undefined); // it answers, or is gone
  expect(await probe.ended).toEqual({ code: 0, signal: null });
  expect(probe.stderr()).toBe('before-quit close will-quit quit\n');
});

test('process.exit is app.exit: it returns, asks nobody, and windows are gone before the end', async () => {
  const probe = start({ atStart: "app.on('will-quit', () => heard.push('will-quit'));" });
  await isUp(probe);
  const leaving = probe.evaluate(({ app }) => {
    const window = globalThis.openWindow();
    window.on('close', () => void globalThis.heard.push('close'));
    window.on('closed', () => void globalThis.heard.push('closed'));
    app.on('quit', (_event, code) => process.stderr.write(`${globalThis.heard.join(' ')} ${code}\n`));
    process.exit(3);
    globalThis.heard.push('returned');
  });
  await leaving.catch(() => undefined); // it answers, or is gone
  expect(await probe.ended).toEqual({ code: 3, signal: null });
  expect(probe.stderr()).toBe('returned closed 3\n');
});

test('before the loop runs, app.exit ends at once, and app.quit lets the app get ready first', async () => {
  const exits = start({ atStart: "app.exit(4); process.stderr.write('never');" });
  expect(await exits.ended).toEqual({ code: 4, signal: null });
  expect(exits.stderr()).toBe('');
  const quits = start({ atStart: "app.on('ready', () => process.stderr.write('ready')); app.quit();" });
  expect(await quits.ended).toEqual({ code: 0, signal: null });
  expect(quits.stderr()).toBe('ready');
});

test('a signal quits, unless the app started listening after the loop began to run; earlier listeners are ignored', async () => {
  const early = start({
    atStart:
      "process.on('SIGTERM', () => heard.push('early')); app.on('before-quit', () => process.stderr.write(`quits ${heard.length}`));",
  });
  await isUp(early);
  early.child.kill('SIGTERM');
  expect(await early.ended).toEqual({ code: 0, signal: null });
  expect(early.stderr()).toBe('quits 0');

  const late = start({ atStart: "app.on('before-quit', () => heard.push('quits'));" });
  await isUp(late);
  await late.evaluate(() => void process.on('SIGTERM', () => void globalThis.heard.push('signal')));
  late.child.kill('SIGTERM');
  await expect.poll(() => late.evaluate(() => globalThis.heard)).toEqual(['signal']);
});

test('requesting the sandbox despite --no-sandbox ends the app with the first renderer', async () => {
  const probe = start({ args: ['--no-sandbox'], atStart: 'app.enableSandbox();' });
  await isUp(probe);
  await probe.evaluate(() => void globalThis.openWindow()).catch(() => undefined);
  expect(await probe.ended).toEqual({ code: null, signal: 'SIGTRAP' });
});

test('an uncaught error is reported, and the app goes on', async () => {
  const probe = start({ atStart: "setTimeout(() => { throw new Error('a defect'); });" });
  await isUp(probe);
  await expect.poll(() => probe.stderr()).toContain('A JavaScript error occurred in the main process');
  expect(probe.stderr()).toContain('a defect');
  expect(await probe.evaluate(({ app }) => app.isReady())).toBe(true);
});

test('packaged, with recent documents that exist', async () => {
  const probe = start({ hardness: { isPackaged: true } });
  mkdirSync(probe.dataDir, { recursive: true });
  const told = await probe.evaluate(({ app }, folder) => {
    app.addRecentDocument(folder);
    app.addRecentDocument('/nowhere.csv');
    const { recentDocuments } = app as unknown as { recentDocuments: string[] };
    const argumentCount = process.argv.length; // program and switch, without the path of the app between them
    return { isPackaged: app.isPackaged, recent: [...recentDocuments], argumentCount };
  }, probe.dataDir);
  expect(told).toEqual({ isPackaged: true, recent: [probe.dataDir], argumentCount: 2 });
});
