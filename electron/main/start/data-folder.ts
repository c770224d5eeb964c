import { accessSync, constants, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const options = ['--user-data-dir', '--data-dir'];

/** The data folder named on the command line, as `--data-dir DIR` or `--data-dir=DIR`; null if there is none. */
export function dataFolderFromArguments(argv: readonly string[]): string | null {
  for (const [index, argument] of argv.entries()) {
    const [name, value = argv[index + 1]] = splitOnce(argument);
    if (options.includes(name) && value !== undefined && value !== '') return resolve(value);
  }
  return null;
}

/**
 * Creates the folder if needed, and returns the one that Chromium may write its own files to: this one or, if it is not writable, a folder
 * in `temporary` that is deleted with the process. Otherwise Chromium would merely conclude that the app is already running; opening the
 * history reports what is wrong.
 */
export function prepareDataFolder(dataDir: string, temporary: string = tmpdir()): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    return dataDir;
  } catch {
    const profile = mkdtempSync(join(temporary, 'lambdascope-profile-'));
    process.once('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
    return profile;
  }
}

function splitOnce(argument: string): [name: string, value?: string] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}
