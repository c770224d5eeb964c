import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { hardness } from './asked.ts';
import { commandLine } from './command-line.ts';

/**
 * The folder of the package.json above the main script: Electron's app path, which determines name and version (lib/browser/init.ts, v45).
 */
export const appPath = packageFolder(dirname(process.argv[1] ?? process.cwd()));

/** Where a packaged app's archive is, along with other packaged files (shell/common/node_bindings.cc, v45). */
if (hardness.isPackaged) Object.assign(process, { resourcesPath: dirname(appPath) });

// A packaged app is started without its path (docs/api/process.md and lib/browser/init.ts, v45).
if (hardness.isPackaged) process.argv.splice(1, 1);
else process.argv[1] = appPath;

export const { productName, version } = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8')) as {
  productName: string;
  version: string;
};

function packageFolder(folder: string): string {
  const isHere = existsSync(join(folder, 'package.json')) || dirname(folder) === folder;
  return isHere ? folder : packageFolder(dirname(folder));
}

const overridden = new Map<string, string>();

/** `--user-data-dir` sets userData from the start, and the folder is created (shell/app/electron_main_delegate.cc, v45). */
const userDataDir = commandLine.getSwitchValue('user-data-dir');
if (userDataDir !== '' && canMake(resolve(userDataDir))) overridden.set('userData', resolve(userDataDir));

const home = homedir();
const appData = process.env.XDG_CONFIG_HOME ?? join(home, '.config');
const cache = process.env.XDG_CACHE_HOME ?? join(home, '.cache');

/** The defaults on Linux (shell/common/electron_paths.cc, v45). Those that derive from userData follow it. */
const defaults: Readonly<Record<string, () => string>> = {
  appData: () => appData,
  assets: () => dirname(process.execPath),
  cache: () => cache,
  crashDumps: () => join(getPath('userData'), 'Crashpad'),
  desktop: () => join(home, 'Desktop'),
  documents: () => join(home, 'Documents'),
  downloads: () => join(home, 'Downloads'),
  exe: () => process.execPath,
  home: () => home,
  logs: () => join(getPath('userData'), 'logs'),
  module: () => process.execPath,
  music: () => join(home, 'Music'),
  pictures: () => join(home, 'Pictures'),
  sessionData: () => getPath('userData'),
  temp: () => tmpdir(),
  userCache: () => join(cache, productName),
  userData: () => join(appData, productName),
  userDesktop: () => join(home, 'Desktop'),
  videos: () => join(home, 'Videos'),
};

/** These are created when they are requested. */
const made: readonly string[] = ['crashDumps', 'logs', 'userCache', 'userData'];

export function getPath(name: string): string {
  const given = overridden.get(name);
  if (given !== undefined) return given;
  const path = Object.hasOwn(defaults, name) ? defaults[name]?.() : undefined;
  if (path === undefined || (made.includes(name) && !canMake(path)))
    throw new Error(`Failed to get '${name}' path`);
  return path;
}

/** Does not create the folder (shell/browser/api/electron_api_app.cc, v45). */
export function setPath(name: string, path: string): void {
  if (!isAbsolute(path)) throw new Error('Path must be absolute');
  if (!Object.hasOwn(defaults, name)) throw new Error('Failed to set path');
  overridden.set(name, path);
}

function canMake(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
