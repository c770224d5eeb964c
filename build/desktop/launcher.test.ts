import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeWith } from '../../src/system-needs.fixture.ts';
import { buildsOf, findBinary } from './electron-package.ts';
import { type Machine, obstacleOf } from './obstacle.ts';
import { sandboxObstacle } from './sandbox.ts';
import { serveArguments } from './serve-arguments.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lambdascope-test-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));

const builds = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
const linux: Machine = {
  platform: 'linux',
  arch: 'x64',
  env: { DISPLAY: ':0' },
  isRoot: false,
  hasGlibc: true,
  builds,
};

test('the installed package has builds for three systems on two architectures', () => {
  const installed = buildsOf(join(import.meta.dirname, '../../node_modules/electron'));
  expect(new Set(installed)).toEqual(new Set(builds));
});

describe('what prevents the desktop from opening', () => {
  test.each<[string, Partial<Machine>, string | null]>([
    ['nothing', {}, null],
    ['nothing under Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, null],
    ['nothing on a Mac, whatever is not there', { platform: 'darwin', env: {}, hasGlibc: false }, null],
    ['no display', { env: {} }, 'there is no display'],
    ['root', { isRoot: true }, 'Electron does not run as root'],
    ['32-bit ARM', { arch: 'arm' }, 'Electron has no build for linux on arm'],
    ['FreeBSD', { platform: 'freebsd' }, 'Electron has no build for freebsd on x64'],
    ['musl', { hasGlibc: false }, 'Electron needs the GNU C library, but this system has a different one'],
  ])('%s', (_, difference, reason) => {
    expect(obstacleOf({ ...linux, ...difference })).toBe(reason);
  });
});

describeWith('shell')('the sandbox', () => {
  const script = (exitCode: number): string => {
    const file = join(folder, 'unshare');
    writeFileSync(file, `#!/bin/sh\n[ "$*" = "-Ur true" ] && exit ${exitCode}\nexit 9\n`);
    chmodSync(file, 0o755);
    return file;
  };

  test('starts if every user may create user namespaces', () => {
    expect(sandboxObstacle(join(folder, 'electron'), script(0))).toBeNull();
  });

  test('does not start if they are refused and its helper is not root’s, and gives the command that fixes it', () => {
    const helper = join(folder, 'chrome-sandbox');
    writeFileSync(helper, '');
    chmodSync(helper, 0o755);
    expect(sandboxObstacle(join(folder, 'electron'), script(1))).toBe(
      "this system keeps Chromium's sandbox from starting; to allow it, type: " +
        `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
    );
  });

  test.skipIf(process.getuid?.() !== 0)('starts with the helper as root’s', () => {
    const helper = join(folder, 'chrome-sandbox');
    writeFileSync(helper, '');
    chmodSync(helper, 0o4755);
    expect(sandboxObstacle(join(folder, 'electron'), script(1))).toBeNull();
  });

  test('is left to Electron if nothing can be determined', () => {
    expect(sandboxObstacle(join(folder, 'electron'), join(folder, 'no-unshare'))).toBeNull();
  });
});

describe("Electron's binary", () => {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const install = (script: string): void => writeFileSync(join(folder, 'install.js'), script);
  const installing = `
    const { mkdirSync, writeFileSync } = require('node:fs');
    mkdirSync(__dirname + '/dist');
    writeFileSync(__dirname + '/dist/electron', '');
    writeFileSync(__dirname + '/path.txt', 'electron');`;
  beforeEach(() => void (lines.length = 0));

  test('is used where it is, without a word', async () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/electron'), '');
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(await findBinary(folder, say)).toEqual({ binary: join(folder, 'dist/electron') });
    expect(lines).toEqual([]);
  });

  test('is downloaded if it is missing', async () => {
    install(installing);
    expect(await findBinary(folder, say)).toEqual({ binary: join(folder, 'dist/electron') });
    expect(lines).toEqual(["Fetching Electron's binary (once)..."]);
  });

  test('is downloaded through the proxy of the environment', async () => {
    const wanted = `process.env.ELECTRON_GET_USE_PROXY === 'true' && process.env.NODE_USE_ENV_PROXY === '1'`;
    install(`if (!(${wanted})) process.exit(1);${installing}`);
    expect(await findBinary(folder, say)).toEqual({ binary: join(folder, 'dist/electron') });
  });

  test.each([
    [
      'a refused download',
      `console.error('HTTPError: Response code 403 (Forbidden) for https://example.org/electron.zip\\n  at fetch'); process.exit(1)`,
      'Response code 403 (Forbidden) for https://example.org/electron.zip',
    ],
    ['a download without a word', 'process.exit(1)', 'nothing arrived'],
    ['one that only says that it worked', '', 'nothing arrived'],
  ])('is not there after %s', async (_, script, failure) => {
    install(script);
    expect(await findBinary(folder, say)).toEqual({
      reason:
        `Electron's binary could not be downloaded (${failure}); behind a proxy set HTTPS_PROXY, ` +
        'with a mirror set ELECTRON_MIRROR',
    });
  });
});

test('of the start arguments, serve gets those it knows', () => {
  const given = ['--data-dir', 'a b', '--no-sandbox', '--port=0', '--user-data-dir=c', '--inspect', '9229'];
  expect(serveArguments(given)).toEqual({
    understood: ['--data-dir', 'a b', '--port=0', '--data-dir=c'],
    ignored: ['--no-sandbox', '--inspect', '9229'],
  });
});
