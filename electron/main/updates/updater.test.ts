import { EventEmitter } from 'node:events';
import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeWith } from '../../../src/system-needs.fixture.ts';
import { makeFolder, removeFolder } from '../../../src/temporary-folder.fixture.ts';
import { NodeExecutor } from './node-executor.fixture.ts';
import { metadataOf, serveReleases, type ReleaseServer } from './release-server.fixture.ts';
import { describeUpdateFailure } from './update-words.ts';
import { createUpdater, type Updater } from './updater.ts';

let folder: string;
let server: ReleaseServer;
let quits: number;
const image = Buffer.from(`#!/bin/sh\necho "$@" > "$(dirname "$0")/started"\n# ${'x'.repeat(300_000)}\n`);
const imageName = 'Lambdascope-0.2.0-linux-x86_64.AppImage';
const feedName = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`;
const never = new AbortController().signal;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = makeFolder();
  server = await serveReleases();
  quits = 0;
  writeFileSync(at('Lambdascope.AppImage'), 'the old one');
  vi.stubEnv('APPIMAGE', at('Lambdascope.AppImage'));
  server.files[feedName] = metadataOf('0.2.0', imageName, image, 'What is new');
  server.files[imageName] = image;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.close();
  removeFolder(folder);
});

/** An updater for an AppImage of `version` that looks for releases where `feed` says. */
function updater(
  version = '0.1.0',
  feed: Record<string, string> = { provider: 'generic', url: server.url },
): Updater {
  const lines = Object.entries({ ...feed, updaterCacheDirName: 'lambdascope-updater' });
  writeFileSync(at('app-update.yml'), lines.map(([name, value]) => `${name}: ${value}\n`).join(''));
  return createUpdater({
    platform: 'linux',
    executor: new NodeExecutor(),
    squirrel: new EventEmitter() as never,
    args: ['--user-data-dir=elsewhere'],
    app: {
      ...{ name: 'Lambdascope', version, isPackaged: true },
      ...{ appUpdateConfigPath: at('app-update.yml'), userDataPath: at('data'), baseCachePath: at('cache') },
      ...{ whenReady: () => Promise.resolve(), relaunch: () => undefined, onQuit: () => undefined },
      quit: () => void (quits += 1),
    },
  });
}

const pending = (): string[] => readdirSync(at('cache/lambdascope-updater/pending'));
const failure = (work: Promise<unknown>): Promise<string> => work.then(() => 'none', describeUpdateFailure);

describeWith('linux')('looking for a newer version', () => {
  it.each([
    ['0.1.0', { version: '0.2.0', notes: 'What is new' }],
    ['0.2.0', null],
    ['0.3.0', null], // no downgrade
    ['0.2.0-beta.1', { version: '0.2.0', notes: 'What is new' }],
  ])('from %s finds %o', async (current, found) => {
    expect(await updater(current).check()).toEqual(found);
  });

  it("tells the server the app's name and version, and nothing about the user", async () => {
    await updater().check();
    expect(server.asked).toEqual([
      {
        path: feedName,
        headers: {
          host: new URL(server.url).host,
          connection: expect.any(String),
          'user-agent': 'Lambdascope/0.1.0',
          'cache-control': 'no-cache',
        },
      },
    ]);
    expect(readdirSync(folder)).not.toContain('data'); // the id by which users could be told apart
  });

  it('reads the releases that GitHub lists, but no draft or prerelease', async () => {
    const feed = ['v0.3.0-beta.1', 'v0.2.0'].map(
      (tag) =>
        `<entry><link href="https://github.com/o/r/releases/tag/${tag}"/><title>${tag}</title>` +
        `<content type="html">&lt;p&gt;New in ${tag}&lt;/p&gt;</content></entry>`,
    );
    server.files['o/r/releases.atom'] = `<feed>${feed.join('')}</feed>`;
    server.files['api/v3/repos/o/r/releases/latest'] = JSON.stringify({ tag_name: 'v0.2.0' });
    server.files[`o/r/releases/download/v0.2.0/${feedName}`] = metadataOf('0.2.0', imageName, image);
    server.files[`o/r/releases/download/v0.2.0/${imageName}`] = image;
    const { host } = new URL(server.url);
    const found = updater('0.1.0', { provider: 'github', owner: 'o', repo: 'r', host, protocol: 'http' });
    expect(await found.check()).toEqual({ version: '0.2.0', notes: 'New in v0.2.0' });
    await found.download(never, () => undefined);
    expect(pending()).toContain(imageName);
  });

  it.each([
    ['nothing there', undefined, 'No released version for this system was found.'],
    ['no YAML', 'version: [', /cannot be read; get that version from the release page/],
    ['an empty file', '', /cannot be read; get that version from the release page/],
    ['a text', 'hello', /cannot be read; get that version from the release page/],
    ['no version of ours', 'version: newest', /cannot be read; get that version from the release page/],
  ])('says what is wrong with %s', async (_what, metadata, words) => {
    server.files[feedName] = metadata;
    expect(await failure(updater().check())).toMatch(words);
  });

  it('reports that the server has a problem, or is not reachable', async () => {
    server.files[feedName] = (_request, response) => response.writeHead(503).end();
    expect(await failure(updater().check())).toBe('The release server answered with 503; try again later.');
    const gone = updater();
    await server.close();
    expect(await failure(gone.check())).toBe(
      'There is no connection to the release server (ECONNREFUSED); try again later.',
    );
  });
});

describeWith('linux')('a download', () => {
  it('is what was released, and reports its progress', async () => {
    const heard: (readonly [number, number])[] = [];
    const found = updater();
    await found.check();
    await found.download(never, (...progress) => heard.push(progress));
    expect(readFileSync(at(`cache/lambdascope-updater/pending/${imageName}`)).equals(image)).toBe(true);
    expect(heard.at(-1)).toEqual([image.length, image.length]);
  });

  it('is not repeated', async () => {
    const first = updater();
    await first.check();
    await first.download(never, () => undefined);
    const again = updater(); // after a restart
    await again.check();
    await again.download(never, () => undefined);
    expect(server.asked.filter(({ path }) => path === imageName)).toHaveLength(1);
    again.install(false);
    expect(readFileSync(at('Lambdascope.AppImage')).equals(image)).toBe(true);
  });

  it('that is not what was released is deleted', async () => {
    server.files[imageName] = Buffer.from(image).fill('y', 100, 200);
    const found = updater();
    await found.check();
    expect(await failure(found.download(never, () => undefined))).toMatch(
      /its SHA-512 differs\. It was deleted/,
    );
    expect(pending()).toEqual([]);
    server.files[imageName] = image;
    await found.download(never, () => undefined);
    expect(pending()).toContain(imageName);
  });

  it('fails when its connection is cut, and can be retried', async () => {
    server.files[imageName] = (request, response) => {
      response.writeHead(200, { 'content-length': image.length });
      response.write(image.subarray(0, 50_000), () => request.socket.destroy());
    };
    const found = updater();
    await found.check();
    expect(await failure(found.download(never, () => undefined))).toBe(
      'There is no connection to the release server (ECONNRESET); try again later.',
    );
    expect(pending()).toEqual([]);
    server.files[imageName] = image;
    await found.download(never, () => undefined);
    expect(pending()).toContain(imageName);
  });

  it('ends at once when it is cancelled, and so does its connection', async () => {
    server.files[imageName] = (_request, response) => {
      response.writeHead(200, { 'content-length': image.length });
      response.write(image.subarray(0, 50_000));
    };
    const found = updater();
    await found.check();
    const cancelling = new AbortController();
    const downloading = found.download(cancelling.signal, () => undefined);
    await expect.poll(() => server.underWay()).toBe(1);
    cancelling.abort();
    await expect(downloading).rejects.toThrow('cancelled');
    await expect.poll(() => server.underWay()).toBe(0);
    server.files[imageName] = image;
    await found.download(never, () => undefined);
    expect(pending()).toContain(imageName);
  });

  it('follows a redirect to another server, and verifies what that sends', async () => {
    const other = await serveReleases();
    server.files[imageName] = (_request, response) =>
      response.writeHead(302, { location: `${other.url}/elsewhere` }).end();
    const found = updater();
    await found.check();
    other.files['elsewhere'] = 'something else';
    expect(await failure(found.download(never, () => undefined))).toMatch(/SHA-512 differs/);
    other.files['elsewhere'] = image;
    await found.download(never, () => undefined);
    expect(pending()).toContain(imageName);
    await other.close();
  });

  it.each([
    ['that is not there', 404],
    ['that is forbidden', 403],
  ])('of a file %s says so', async (_what, status) => {
    server.files[imageName] = (_request, response) => response.writeHead(status).end();
    const found = updater();
    await found.check();
    expect(await failure(found.download(never, () => undefined))).toContain(
      status === 404 ? 'No released version' : 'answered with 403',
    );
  });

  it('stays in its folder, whatever the metadata name', async () => {
    const name = '../../../../escaped.AppImage';
    server.files[feedName] = metadataOf('0.2.0', name, image);
    server.files['escaped.AppImage'] = image;
    const found = updater();
    await found.check();
    await found.download(never, () => undefined);
    expect(pending()).toContain('escaped.AppImage');
  });
});

describeWith('linux')('installing an AppImage', () => {
  const fetched = async (): Promise<Updater> => {
    const found = updater();
    await found.check();
    await found.download(never, () => undefined);
    return found;
  };

  it('replaces it under its name, and leaves starting it to the user', async () => {
    (await fetched()).install(false);
    expect(readFileSync(at('Lambdascope.AppImage')).equals(image)).toBe(true);
    expect(accessSync(at('Lambdascope.AppImage'), constants.X_OK)).toBeUndefined();
    expect(quits).toBe(0);
    expect(readdirSync(folder).filter((name) => name.includes('AppImage'))).toEqual(['Lambdascope.AppImage']);
  });

  it('starts it with the arguments of the old one, which quits', async () => {
    (await fetched()).install(true);
    const written = (): string => (existsSync(at('started')) ? readFileSync(at('started'), 'utf8') : '');
    await expect.poll(written).toBe('--user-data-dir=elsewhere\n');
    expect(quits).toBe(1);
  });

  it('gives the new one a name with the new version if the old name had one', async () => {
    writeFileSync(at('Lambdascope-0.1.0.AppImage'), 'the old one');
    vi.stubEnv('APPIMAGE', at('Lambdascope-0.1.0.AppImage'));
    (await fetched()).install(false);
    expect(readdirSync(folder)).toContain(imageName);
    expect(readdirSync(folder)).not.toContain('Lambdascope-0.1.0.AppImage');
  });

  it('keeps the old one if the new one cannot be put in place', async () => {
    const found = await fetched();
    rmSync(at(`cache/lambdascope-updater/pending/${imageName}`));
    expect(() => found.install(true)).toThrow('ENOENT');
    expect(readFileSync(at('Lambdascope.AppImage'), 'utf8')).toBe('the old one');
    expect(quits).toBe(0);
  });

  it('has nothing to install before a download', async () => {
    const found = updater();
    await found.check();
    expect(() => found.install(false)).toThrow();
    expect(readFileSync(at('Lambdascope.AppImage'), 'utf8')).toBe('the old one');
  });
});
