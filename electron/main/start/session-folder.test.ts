import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sessionFolder } from './session-folder.ts';

const home = join('/', 'home', 'ada');

it.each([
  ['linux', {}, join(home, '.local', 'state')],
  ['linux', { XDG_STATE_HOME: join('/', 'state') }, join('/', 'state')],
  ['darwin', {}, join(home, 'Library', 'Caches')],
  ['win32', { LOCALAPPDATA: join('/', 'local') }, join('/', 'local')],
  ['win32', {}, join(home, 'AppData', 'Local')],
] as const)('on %s with %j lies below %s, one for each data folder', (platform, env, folder) => {
  const [one, other] = ['/data/one', '/data/other'].map((dataDir) =>
    sessionFolder(dataDir, platform, env, home),
  );
  expect(one).toBe(join(folder, 'Lambdascope', 'Chromium', 'b6b60f4dd1b0'));
  expect(other).not.toBe(one);
  expect(sessionFolder('/data/one', platform, env, home)).toBe(one);
});
