import { beforeEach, describe, expect, it } from 'vitest';
import type { NewerVersion, UpdateStatus, UpdateStep, UpdateWay } from '#api';
import { createQuitting } from '../quitting/quitting.ts';
import type { Updater } from './updater.ts';
import { createUpdates, type Updates } from './updates.ts';

const newer: NewerVersion = { version: '0.2.0', notes: 'What is new' };

let found: () => Promise<NewerVersion | null>;
let download: PromiseWithResolvers<undefined>;
let progress: (receivedBytes: number, totalBytes: number) => void;
let signal: AbortSignal;
let loads: number;
let happened: string[];
let told: UpdateStatus[];
let logged: string[];
let skipped: string;
let wayOut: (() => void) | null;
let installs: () => void;

const updater: Updater = {
  check: () => found(),
  download(given, onProgress) {
    [signal, progress] = [given, onProgress];
    download = Promise.withResolvers();
    return download.promise;
  },
  install(restart) {
    happened.push(restart ? 'installed, to start' : 'installed');
    installs();
  },
};

function updates(way: UpdateWay = { kind: 'self' }): Updates {
  return createUpdates({
    current: '0.1.0',
    way,
    updater: () => Promise.resolve((loads++, updater)),
    skipped: { get: () => skipped, set: (version) => void (skipped = version) },
    onStatus: (status) => void told.push(status),
    log: (level, line) => void logged.push(`${level} ${line}`),
    quitBy: (out) => void (wayOut = out),
    restart: () => void happened.push('restarted'),
  });
}

const steps = (): UpdateStep['kind'][] => told.map(({ step }) => step.kind);
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  found = () => Promise.resolve(newer);
  [loads, happened, told, logged, skipped, wayOut] = [0, [], [], [], '', null];
  installs = () => undefined;
});

describe('looking for a newer version', () => {
  it('announces a newer version', async () => {
    const status: UpdateStatus = {
      current: '0.1.0',
      way: { kind: 'self' },
      step: { kind: 'available', newer },
      isShown: true,
    };
    expect(await updates().check(false)).toEqual(status);
    expect(told).toEqual([status]);
    expect(logged).toEqual(['info version 0.2.0 is available']);
  });

  it.each([
    [false, []],
    [true, ['checking', 'newest']],
  ])('reports that there is none only if asked (%s)', async (asked, expected) => {
    found = () => Promise.resolve(null);
    await updates().check(asked);
    expect(steps()).toEqual(expected);
  });

  it.each([
    [false, []],
    [true, ['checking', 'failed']],
  ])('that fails writes one line to the log, and is shown only if asked (%s)', async (asked, expected) => {
    found = () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' }));
    await updates().check(asked);
    expect(steps()).toEqual(expected);
    expect(logged).toEqual([
      'warning checking for updates failed: ' +
        'There is no connection to the release server (ENOTFOUND); try again later.',
    ]);
  });

  it('is silent about a skipped version, until asked or until there is a newer one', async () => {
    const running = updates();
    await running.check(false);
    running.dismiss(true);
    told = [];
    await running.check(false);
    expect(told).toEqual([]);
    await running.check(true);
    expect(steps()).toEqual(['checking', 'available']);
    running.dismiss(false);
    told = [];
    found = () => Promise.resolve({ version: '0.2.1', notes: '' });
    await running.check(false);
    expect(steps()).toEqual(['available']);
  });

  it("runs again for the user's request when a silent check was already running", async () => {
    const first = Promise.withResolvers<NewerVersion | null>();
    found = () => first.promise;
    const running = updates();
    const silent = running.check(false);
    const asked = running.check(true);
    first.resolve(null);
    await Promise.all([silent, asked]);
    expect(steps()).toEqual(['checking', 'newest']);
    expect(loads).toBe(1);
  });

  it('is not done by a copy that knows of no releases', async () => {
    const running = updates({ kind: 'none', reason: 'It was built from its sources.' });
    await running.check(false);
    expect(told).toEqual([]);
    const { step } = await running.check(true);
    expect(step).toEqual({ kind: 'failed', newer: null, message: 'It was built from its sources.' });
    expect(loads).toBe(0);
  });
});

describe('a download', () => {
  async function downloading(): Promise<Updates> {
    const running = updates();
    await running.check(false);
    expect(running.download().step).toMatchObject({ kind: 'downloading', receivedBytes: 0 });
    return running;
  }

  it('reports its progress, and what is ready then', async () => {
    const running = await downloading();
    progress(10, 40);
    expect(running.status().step).toEqual({ kind: 'downloading', newer, receivedBytes: 10, totalBytes: 40 });
    download.resolve(undefined);
    await settled();
    expect(running.status()).toMatchObject({ step: { kind: 'ready', newer }, isShown: true });
  });

  it('that fails says so, and can be retried', async () => {
    const running = await downloading();
    download.reject(Object.assign(new Error(), { code: 'ERR_CHECKSUM_MISMATCH' }));
    await settled();
    expect(running.status().step).toMatchObject({ kind: 'failed', newer });
    running.download();
    download.resolve(undefined);
    await settled();
    expect(running.status().step.kind).toBe('ready');
  });

  it('that is cancelled leaves nothing visible, however it ends', async () => {
    const running = await downloading();
    running.dismiss(false);
    expect(signal.aborted).toBe(true);
    progress(10, 40);
    download.reject(new Error('cancelled'));
    await settled();
    expect(running.status()).toMatchObject({ step: { kind: 'idle' }, isShown: false });
    expect(logged).toEqual(['info version 0.2.0 is available']);
  });

  it('is refused if nothing was found, or if the user has to do it', async () => {
    expect(() => updates().download()).toThrow(
      'there is nothing to download; check for a newer version first',
    );
    const byHand = updates({ kind: 'page', reason: 'By hand.' });
    await byHand.check(true);
    expect(() => byHand.download()).toThrow('nothing to download');
  });

  it('continues during a check for a newer version', async () => {
    const running = await downloading();
    expect((await running.check(true)).step.kind).toBe('downloading');
    expect((await running.check(false)).step.kind).toBe('downloading');
  });
});

describe('what is ready', () => {
  async function ready(): Promise<Updates> {
    const running = updates();
    await running.check(false);
    running.download();
    download.resolve(undefined);
    await settled();
    return running;
  }

  it('is installed on quit, even if the user dismissed the notice', async () => {
    const running = await ready();
    expect(running.dismiss(false)).toMatchObject({ step: { kind: 'ready' }, isShown: false });
    expect((await running.check(true)).isShown).toBe(true);
    running.installOnQuit();
    expect(happened).toEqual(['installed']);
  });

  it('is installed by the way out that quitting takes, and not before', async () => {
    const running = await ready();
    running.installAndRestart();
    expect(happened).toEqual([]);
    wayOut!();
    expect(happened).toEqual(['installed, to start']);
  });

  it('if it cannot be installed, the app starts again', async () => {
    installs = () => {
      throw Object.assign(new Error(), { code: 'ENOSPC' });
    };
    const running = await ready();
    running.installAndRestart();
    wayOut!();
    expect(happened).toEqual(['installed, to start', 'restarted']);
    expect(logged.at(-1)).toBe(
      'warning the installation failed: The disk is full; free some space, then try again.',
    );
    running.installOnQuit(); // does not throw
  });

  it('never appears by itself', async () => {
    const running = updates();
    await running.check(false);
    running.installOnQuit();
    expect(() => running.installAndRestart()).toThrow('there is nothing to install');
    expect(happened).toEqual([]);
  });

  it.each([
    ['quitting', (_running: Updates, quit: () => void) => quit(), 'installed'],
    ['restarting', (running: Updates) => running.installAndRestart(), 'installed, to start'],
  ])('is installed by %s once every row is stored', async (_way, leave, installed) => {
    const stored = Promise.withResolvers<undefined>();
    const quitting = createQuitting({
      confirm: () => Promise.resolve(true),
      close: () => {
        happened.push('closing');
        return stored.promise.then(() => void happened.push('stored'));
      },
      closeNow: () => undefined,
      lastly: () => running.installOnQuit(),
      quit: () => quitting.beforeQuit({ preventDefault: () => undefined }),
    });
    const running = await ready();
    leave(running, () => quitting.beforeQuit({ preventDefault: () => undefined }));
    if (wayOut) quitting.quitBy(wayOut);
    await settled();
    expect(happened).toEqual(['closing']);
    stored.resolve(undefined);
    await settled();
    expect(happened).toEqual(['closing', 'stored', installed]);
  });
});
