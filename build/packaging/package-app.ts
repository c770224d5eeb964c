import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { writeFakeElectron } from './fake-electron.ts';
import { builderNames, packagedApp, type PackagedApp, type Target } from './target.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const builder = join(projectFolder, 'node_modules/electron-builder/out/cli/cli.js');

/**
 * Packages what out/ holds for `target` into `folder`, around a fake Electron and unsigned, and leaves it there. The built
 * app must be up to date. Rejects with what electron-builder said when it fails.
 */
export async function packageApp(target: Target, folder: string): Promise<PackagedApp> {
  const electron = writeFakeElectron(target.platform, join(folder, `electron-${target.platform}`));
  const output = join(folder, 'dist');
  const options = [`-c.electronDist=${electron}`, `-c.directories.output=${output}`, '-c.mac.identity=null'];
  const names = [`--${builderNames[target.platform]}`, 'dir', `--${target.arch}`, '--publish', 'never'];
  await promisify(execFile)(process.execPath, [builder, ...names, ...options], { cwd: projectFolder }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(`electron-builder failed:\n${error.stdout}${error.stderr}`, { cause: error });
    },
  );
  return packagedApp(target, output);
}
