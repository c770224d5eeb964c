import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder, removeFolder } from '../../../src/temporary-folder.fixture.ts';
import { findUpdateFacts, type RunningCopy } from './update-facts.ts';
import { updateWay } from './update-way.ts';

let folder: string;
const at = (path: string): string => join(folder, path);
const put = (path: string, content = ''): string => {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
  return at(path);
};

beforeEach(() => {
  folder = makeFolder();
  put('app-update.yml', 'provider: github');
  put('asar/package.json', '{"isSignedForMac":true}');
});
afterEach(() => {
  chmodSync(folder, 0o755);
  removeFolder(folder);
});

const wayOf = (copy: Partial<RunningCopy>) =>
  updateWay(
    findUpdateFacts({
      platform: 'linux',
      executable: '/run/.mount_Lambda/lambdascope',
      appImage: undefined,
      appFolder: at('asar'),
      feedFile: at('app-update.yml'),
      ...copy,
    }),
  );
const byUser = (reason: string) => ({ kind: 'page', reason });

it('lets an AppImage replace itself where it is writable', ({ skip }) => {
  const appImage = put('Lambdascope.AppImage');
  expect(wayOf({ appImage })).toEqual({ kind: 'self' });
  if (process.getuid?.() === 0 || process.platform === 'win32') skip('this user may write everywhere');
  chmodSync(folder, 0o555);
  expect(wayOf({ appImage })).toEqual(
    byUser(`Install it yourself: ${appImage} cannot be replaced from here.`),
  );
});

it('leaves to the user what came from a package manager or an archive', () => {
  expect(wayOf({})).toEqual(
    byUser('Install it the way you installed this one: only an AppImage updates itself.'),
  );
});

it('lets a signed macOS bundle replace itself, unless it runs from where it was downloaded', () => {
  const executable = put('Lambdascope.app/Contents/MacOS/Lambdascope');
  expect(wayOf({ platform: 'darwin', executable })).toEqual({ kind: 'self' });
  const translocated =
    '/private/var/folders/x/AppTranslocation/y/d/Lambdascope.app/Contents/MacOS/Lambdascope';
  expect(wayOf({ platform: 'darwin', executable: translocated })).toEqual(
    byUser('Install it yourself, or move Lambdascope into the Applications folder first.'),
  );
});

it.each(['{"isSignedForMac":false}', '{}', '{"isSignedForMac":"yes"}'])(
  'does not rely on macOS for a build that says %s',
  (json) => {
    put('asar/package.json', json);
    const executable = put('Lambdascope.app/Contents/MacOS/Lambdascope');
    expect(wayOf({ platform: 'darwin', executable })).toEqual(
      byUser('Install it yourself: macOS lets only signed apps update themselves.'),
    );
  },
);

it('lets a copy set up by the Windows installer replace itself, and no other', () => {
  const executable = put('Lambdascope.exe');
  const platform = 'win32';
  expect(wayOf({ platform, executable })).toEqual(
    byUser('Install it yourself: this copy was not set up by the installer.'),
  );
  put('Uninstall Lambdascope.exe');
  expect(wayOf({ platform, executable })).toEqual({ kind: 'self' });
});

it.each([null, '/nowhere/app-update.yml'])('asks no server if the build names none (%s)', (feedFile) => {
  expect(wayOf({ appImage: put('Lambdascope.AppImage'), feedFile })).toEqual({
    kind: 'none',
    reason: 'This copy was built from source; update it the same way.',
  });
});
