import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProbe, type Probe } from './probe.fixture.ts';

let probe: Probe;
beforeEach(async () => {
  probe = startProbe({ hardness: { onBattery: true } });
  await probe.evaluate(async ({ app }) => {
    await app.whenReady();
    await new Promise((resolve) => setTimeout(resolve));
    process.on('exit', () => process.stderr.write('exit handlers ran'));
  });
});
afterEach(() => probe.remove());

const logOff = (): void => probe.tell({ kind: 'endSession', system: 'windows', reason: 'logoff' });

test('the process ends with the Windows session before anything that takes a turn of the loop', async () => {
  await probe.evaluate(() => {
    const window = globalThis.openWindow();
    window.on('session-end', (event) => {
      process.stderr.write(`${event.reasons.join()} heard; `);
      setImmediate(() => process.stderr.write('too late'));
    });
  });
  logOff();
  expect(await probe.ended).toEqual({ code: 0, signal: null });
  expect(probe.stderr()).toBe('logoff heard; ');
});

test('an app that quits in session-end, and is allowed to, ends in its own time', async () => {
  await probe.evaluate(({ app }) => {
    globalThis.openWindow().on('session-end', () => app.quit());
  });
  logOff();
  expect(await probe.ended).toEqual({ code: 0, signal: null });
  expect(probe.stderr()).toBe('exit handlers ran');
});

test('an app that prevents its own quit in session-end ends at once all the same', async () => {
  await probe.evaluate(({ app }) => {
    app.on('before-quit', (event) => event.preventDefault());
    globalThis.openWindow().on('session-end', () => app.quit());
  });
  logOff();
  expect(await probe.ended).toEqual({ code: 0, signal: null });
  expect(probe.stderr()).toBe('');
});

test('a window that prevents query-session-end keeps the session', async () => {
  await probe.evaluate(() => {
    const window = globalThis.openWindow();
    window.on('query-session-end', (event) => event.preventDefault());
    window.on('session-end', () => void globalThis.heard.push('session-end'));
  });
  logOff();
  expect(await probe.evaluate(() => globalThis.heard)).toEqual([]);
});

test('Linux sends its signal once the app lets it', async () => {
  await probe.evaluate(({ powerMonitor }) => {
    process.on('SIGTERM', () => void globalThis.heard.push('signal'));
    powerMonitor.once('shutdown', (...given: unknown[]) => (given[0] as Electron.Event).preventDefault());
  });
  probe.tell({ kind: 'endSession', system: 'linux' });
  expect(await probe.evaluate(() => globalThis.heard)).toEqual([]);
  probe.tell({ kind: 'endSession', system: 'linux' });
  await expect.poll(() => probe.evaluate(() => globalThis.heard)).toEqual(['signal']);
});

test('battery state and blockers match the last event and the last start', async () => {
  const told = await probe.evaluate(({ powerMonitor, powerSaveBlocker }) => {
    const before = powerMonitor.isOnBatteryPower();
    powerMonitor.emit('on-ac');
    const ids = [1, 2].map(() => powerSaveBlocker.start('prevent-app-suspension'));
    powerSaveBlocker.stop(0);
    return [before, powerMonitor.isOnBatteryPower(), ids, ids.map((id) => powerSaveBlocker.isStarted(id))];
  });
  expect(told).toEqual([true, false, [0, 1], [false, true]]);
});
