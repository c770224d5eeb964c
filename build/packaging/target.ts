import { join } from 'node:path';

/** Systems as named by Node, and by better-sqlite3's binaries. */
export const platforms = ['linux', 'darwin', 'win32'] as const;
export type Platform = (typeof platforms)[number];
export const archs = ['x64', 'arm64'] as const;
export type Arch = (typeof archs)[number];

export interface Target {
  readonly platform: Platform;
  readonly arch: Arch;
}

/** The target that runs on this machine. */
export const thisTarget: Target = {
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  arch: process.arch === 'arm64' ? 'arm64' : 'x64',
};

/** Where the parts of a packaged app are, as absolute paths. */
export interface PackagedApp {
  readonly target: Target;
  /** The binary that a user starts. */
  readonly executable: string;
  /** `process.resourcesPath` of the running app. */
  readonly resources: string;
  readonly asar: string;
}

/** electron-builder's own names: its switch, which is also the folder that it packages into. */
export const builderNames: Readonly<Record<Platform, 'linux' | 'mac' | 'win'>> = {
  linux: 'linux',
  darwin: 'mac',
  win32: 'win',
};

/** Where electron-builder puts the app for a target that it packages as a folder into `output`. */
export function packagedApp(target: Target, output: string): PackagedApp {
  const { platform, arch } = target;
  const suffixes = [arch === 'x64' ? '' : `-${arch}`, platform === 'darwin' ? '' : '-unpacked'];
  const folder = join(output, builderNames[platform] + suffixes.join(''));
  const contents = join(folder, 'Lambdascope.app/Contents');
  const resources = platform === 'darwin' ? join(contents, 'Resources') : join(folder, 'resources');
  const executable = {
    linux: join(folder, 'lambdascope'),
    darwin: join(contents, 'MacOS/Lambdascope'),
    win32: join(folder, 'Lambdascope.exe'),
  }[platform];
  return { target, executable, resources, asar: join(resources, 'app.asar') };
}
