import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionEnd } from '../electron-stand-in/asked.ts';
import { seriousFaults } from '../fixtures/accessibility.ts';
import { expect, test, type RunningApp } from '../fixtures/app.ts';
import { queryDatabase } from '../fixtures/database.ts';
import {
  endlessConfig,
  epochsShown,
  launch,
  launchConfig,
  seeEpochsGrow,
  statusOf,
} from '../fixtures/launching.ts';

// What happens to the app while it lives: ends of sessions, power, and crashing processes.

test.beforeEach(({ host }) => test.skip(host === 'serve', 'a browser has none of it'));

/** The rows of the only run: how many there are, how many it claims, and the last of them. */
function rowsOf(app: RunningApp): { rows: number; done: number; highest: number } {
  return queryDatabase<{ rows: number; done: number; highest: number }>(
    app.dataDir,
    `SELECT count(*) AS rows, epochs_done AS done, max(epochs.epoch) AS highest
     FROM runs JOIN epochs USING (run_id) GROUP BY runs.run_id`,
  )[0]!;
}

/** How many of the processes that had the folder open did not close it. */
const crashedSessions = (app: RunningApp): number =>
  queryDatabase<{ crashed: number }>(
    app.dataDir,
    'SELECT count(*) AS crashed FROM sessions WHERE closed_at IS NULL OR crashed = 1',
  )[0]!.crashed;

const windows: SessionEnd = { system: 'windows', reason: 'logoff' };
const linux: SessionEnd = { system: 'linux' };
const signals = process.platform === 'win32' ? [] : (['SIGTERM', 'SIGHUP'] as const); // Windows has none

test('no end of a session or of the app loses an epoch or asks anything, and the run goes on', async ({
  app,
}) => {
  const { tellStandIn } = app.desktop;
  const id = await launchConfig(app, endlessConfig);
  const ends: (readonly [what: string, end: () => Promise<void>])[] = signals.map((signal) => [
    signal,
    async () => void process.kill(await app.desktop.evaluate(() => process.pid, null), signal),
  ]);
  // Nobody ends the session of a test on real Electron.
  if (tellStandIn !== null) {
    const tell = (end: SessionEnd) => async () => app.desktop.tellStandIn!({ kind: 'endSession', ...end });
    ends.push(['logging off from Windows, which ends the process at once', tell(windows)]);
    ends.push(['a shutdown of Linux, which waits for the app', tell(linux)]);
  }
  for (const [what, end] of ends) {
    await test.step(what, async () => {
      await seeEpochsGrow(app.page);
      const shown = await epochsShown(app.page);
      await end();
      await expect.poll(() => statusOf(app, id)).toBe('interrupted');
      const stored = rowsOf(app);
      expect(stored.rows).toBeGreaterThanOrEqual(shown);
      expect(stored).toEqual({ rows: stored.done, done: stored.done, highest: stored.done - 1 });
      await expect.poll(() => crashedSessions(app)).toBe(0);
      expect(await app.desktop.asked()).toEqual([]);

      await app.killHost(); // what is left of it
      await app.restart();
      await app.open(`/runs/${id}`);
      await app.page.getByRole('button', { name: /^Resume from epoch [\d,]+$/ }).click();
      await expect.poll(() => epochsShown(app.page)).toBeGreaterThan(stored.done);
    });
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** As if the machine were plugged in or unplugged. Electron reports this, and a real one would report the actual state. */
const setPower = (app: RunningApp, event: 'on-battery' | 'on-ac') =>
  app.desktop.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);

test('on battery power training pauses and says why, until it is told to continue or the computer is plugged in', async ({
  app,
}) => {
  test.skip(app.desktop.tellStandIn === null, 'needs a battery that the test controls');
  const banner = app.page.getByRole('alert').filter({ hasText: 'running on battery power' });
  await app.open('/settings');
  await app.page.getByRole('switch', { name: 'Pause training on battery power' }).click();
  const id = await launchConfig(app, endlessConfig);
  await seeEpochsGrow(app.page);
  await setPower(app, 'on-battery');
  await expect(banner).toContainText('Plug it in, and training continues automatically.');
  await expect.poll(() => statusOf(app, id)).toBe('paused');
  await expect(app.page.getByRole('main')).toContainText('the computer is running on battery power');
  const [later] = await launch(app, { ...endlessConfig, name: 'later', epochs: 50 });
  await expect(app.page.getByText('It keeps its place in memory')).toBeHidden(); // the banner has said it
  expect(await seriousFaults(app.page)).toEqual([]);
  expect(statusOf(app, later!)).toBe('queued');

  await banner.getByRole('button', { name: 'Train anyway' }).click();
  await expect(banner).toBeHidden();
  await expect.poll(() => statusOf(app, id)).toBe('running');
  await setPower(app, 'on-ac');
  await setPower(app, 'on-battery');
  await expect.poll(() => statusOf(app, id)).toBe('paused');
  await setPower(app, 'on-ac');
  await expect.poll(() => statusOf(app, id)).toBe('running');
  await expect(banner).toBeHidden();
  await seeEpochsGrow(app.page);
});

test('the computer stays awake while runs train, and its sleep is noted; trainers end by themselves when the app is killed', async ({
  app,
}) => {
  const staysAwake = () =>
    app.desktop.evaluate(
      ({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)),
      null,
    );
  expect(await staysAwake()).toBe(false);
  await launchConfig(app, endlessConfig);
  await expect.poll(staysAwake).toBe(true);
  await app.page.getByRole('main').getByRole('button', { name: 'Pause', exact: true }).click();
  await expect.poll(staysAwake).toBe(false);
  await app.page.getByRole('main').getByRole('button', { name: 'Continue', exact: true }).first().click();
  await expect.poll(staysAwake).toBe(true);
  await app.desktop.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'), null);
  await app.desktop.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'), null);
  const log = () => readFileSync(join(app.dataDir, 'logs', 'lambdascope.log'), 'utf8');
  await expect.poll(log).toMatch(/the machine is going to sleep[^]*the machine woke up after \d+ s/);
  await seeEpochsGrow(app.page);

  const trainers = await app.workerPids();
  expect(trainers.length).toBeGreaterThan(0);
  await app.killHost();
  await expect.poll(() => trainers.filter(isAlive)).toEqual([]);
});

test('a graphics process that keeps crashing leads to a start without it, if the user agrees', async ({
  app,
}) => {
  await app.desktop.answer({ messageBox: 'agree' });
  for (let crash = 0; crash < 2; crash += 1) {
    await app.desktop.evaluate(({ app: electronApp }) => {
      const gone = { type: 'GPU', reason: 'crashed', exitCode: 139 };
      electronApp.emit('child-process-gone', {}, gone);
    }, null);
  }
  const file = join(app.dataDir, 'desktop.json');
  const kept = () => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  await expect.poll(kept).toContain('"hardwareAcceleration": false');
  await expect.poll(() => crashedSessions(app)).toBe(0);
  await app.killHost();
  await app.restart();
  const isAccelerated = await app.desktop.evaluate(
    ({ app: electronApp }) => electronApp.isHardwareAccelerationEnabled(),
    null,
  );
  expect(isAccelerated).toBe(false);
});
