import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { writeFakeElectron } from './fake-electron.ts';
import { signingVariables } from './signing.ts';
import {
  type Arch,
  builderNames,
  packagedApp,
  type PackagedApp,
  type Platform,
  type Target,
} from './target.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const builder = join(projectFolder, 'node_modules/electron-builder/out/cli/cli.js');

/** Formats of packages: a folder, or what electron-builder makes of it with the tools named in `env`. */
export interface PackageOptions {
  readonly formats?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Packages the contents of out/ for `target` into `folder`, around a fake Electron and unsigned, and leaves it there. The built app must be
 * up to date. Rejects with electron-builder's output if it fails.
 */
export async function packageApp(
  target: Target,
  folder: string,
  options?: PackageOptions,
): Promise<PackagedApp> {
  const [app] = await packageFor(target.platform, [target.arch], folder, options);
  return app!;
}

/** Like `packageApp`, for several architectures of one system at once, which takes little longer than for one. */
export async function packageFor(
  platform: Platform,
  archs: readonly Arch[],
  folder: string,
  { formats = ['dir'], env = {} }: PackageOptions = {},
): Promise<PackagedApp[]> {
  const electron = writeFakeElectron(platform, join(folder, `electron-${platform}`));
  const output = join(folder, 'dist');
  const options = [`-c.electronDist=${electron}`, `-c.directories.output=${output}`, '-c.mac.identity=null'];
  const what = [`--${builderNames[platform]}`, ...formats, ...archs.map((arch) => `--${arch}`)];
  const withoutSecrets = Object.fromEntries(signingVariables.map((name) => [name, undefined]));
  await promisify(execFile)(process.execPath, [builder, ...what, '--publish', 'never', ...options], {
    cwd: projectFolder,
    env: { ...process.env, ...withoutSecrets, ...env },
  }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`electron-builder failed:\n${error.stdout}${error.stderr}`, { cause: error });
  });
  return archs.map((arch) => packagedApp({ platform, arch }, output));
}
