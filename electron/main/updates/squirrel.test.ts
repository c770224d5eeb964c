import type { EventEmitter } from 'node:events';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { testWith } from '../../../src/system-needs.fixture.ts';
import { makeFolder, removeFolder } from '../../../src/temporary-folder.fixture.ts';
import { NodeExecutor } from './node-executor.fixture.ts';
import { metadataOf, serveReleases, type ReleaseServer } from './release-server.fixture.ts';
import { createUpdater, type Updater } from './updater.ts';

// electron-updater's own code for macOS, with Squirrel.Mac's part simulated: it fetches the update from electron-updater on this machine,
// and finally says whether the unpacked app has the same signature as the running one.
interface Squirrel extends EventEmitter {
  setFeedURL(feed: { url: string; headers: Record<string, string> }): void;
  checkForUpdates(): void;
  quitAndInstall(): void;
}

let folder: string;
let squirrel: Squirrel;
let path: string | undefined;
let hooks: ReturnType<typeof registerHooks>;
let server: ReleaseServer;
let received: PromiseWithResolvers<Buffer>;
let quits: number;
const zip = Buffer.from('an archive'.repeat(10_000));
const zipName = 'Lambdascope-0.2.0-mac-x64.zip';
const never = new AbortController().signal;

beforeAll(() => {
  folder = makeFolder();
  const electron = join(folder, 'electron.cjs');
  writeFileSync(electron, `exports.autoUpdater = new (require('node:events').EventEmitter)();`);
  // Linux's own sysctl does not know the key that electron-updater asks for, and would print an error on this process's stderr.
  writeFileSync(join(folder, 'sysctl'), '#!/bin/sh\necho sysctl.proc_translated: 0\n', { mode: 0o755 });
  path = process.env.PATH;
  process.env.PATH = `${folder}:${path}`;
  hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron'
        ? { url: pathToFileURL(electron).href, format: 'commonjs', shortCircuit: true }
        : next(specifier, context),
  });
  squirrel = (createRequire(import.meta.url)(electron) as { autoUpdater: Squirrel }).autoUpdater;
});
afterAll(() => {
  hooks.deregister();
  process.env.PATH = path;
  removeFolder(folder);
});

beforeEach(async () => {
  server = await serveReleases();
  const feedName = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
  server.files[feedName] = metadataOf('0.2.0', zipName, zip);
  server.files[zipName] = zip;
  received = Promise.withResolvers();
  quits = 0;
  let feed = { url: '', headers: {} };
  squirrel.setFeedURL = (given) => void (feed = given);
  squirrel.checkForUpdates = () => {
    const fetched = fetch(feed.url, { headers: feed.headers }).then(async (answer) => {
      const { url } = (await answer.json()) as { url: string };
      return Buffer.from(await (await fetch(url)).arrayBuffer());
    });
    fetched.then(received.resolve, received.reject);
  };
  squirrel.quitAndInstall = () => void (quits += 1);
});
afterEach(async () => {
  squirrel.removeAllListeners();
  await server.close();
});

async function found(): Promise<Updater> {
  const feedFile = join(folder, 'app-update.yml');
  writeFileSync(
    feedFile,
    `provider: generic\nurl: ${server.url}\nupdaterCacheDirName: updates-${Date.now()}\n`,
  );
  const updater = createUpdater({
    platform: 'darwin',
    executor: new NodeExecutor(),
    squirrel: squirrel as never,
    args: [],
    app: {
      ...{ name: 'Lambdascope', version: '0.1.0', isPackaged: true, appUpdateConfigPath: feedFile },
      ...{ userDataPath: join(folder, 'data'), baseCachePath: join(folder, 'cache') },
      ...{ whenReady: () => Promise.resolve(), relaunch: () => undefined, onQuit: () => undefined },
      quit: () => undefined,
    },
  });
  expect(await updater.check()).toEqual({ version: '0.2.0', notes: '' });
  return updater;
}

/** Whether the promise has settled by now. */
const isOver = (work: Promise<unknown>): Promise<boolean> =>
  Promise.race([work.then(() => true), new Promise<false>((resolve) => setImmediate(resolve, false))]);

testWith('linux')(
  'an update on macOS is ready when Squirrel.Mac has verified it, and not before',
  async () => {
    const updater = await found();
    const downloading = updater.download(never, () => undefined);
    expect((await received.promise).equals(zip)).toBe(true);
    expect(await isOver(downloading)).toBe(false);
    squirrel.emit('update-downloaded');
    await downloading;
    updater.install(false);
    expect(quits).toBe(0); // Squirrel.Mac installs once the app has ended
    updater.install(true);
    expect(quits).toBe(1);
  },
);

testWith('linux')('an update that Squirrel.Mac refuses is not ready', async () => {
  const updater = await found();
  const downloading = updater.download(never, () => undefined);
  const refusal = expect(downloading).rejects.toThrow('did not pass validation');
  await received.promise;
  squirrel.emit('error', new Error('Code signature did not pass validation'));
  await refusal;
});
