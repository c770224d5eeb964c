import { accessSync, constants, existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '#api';
import { databaseFileName } from '#app';

const options = ['--user-data-dir', '--data-dir'];

/** The data folder that the command line names, as `--data-dir DIR` or `--data-dir=DIR`; null when it names none. */
export function dataFolderFromArguments(argv: readonly string[]): string | null {
  for (const [index, argument] of argv.entries()) {
    const [name, value = argv[index + 1]] = splitOnce(argument);
    if (options.includes(name) && value !== undefined && value !== '') return resolve(value);
  }
  return null;
}

/**
 * Creates the folder where there is none, and returns the one that Chromium may write its own files to: this one, or, when it
 * holds a history that can only be read, one in `temporary`. Throws AppError folderNotWritable for any other that cannot be
 * written: Chromium would only take the app for running already.
 */
export function prepareDataFolder(dataDir: string, temporary: string = tmpdir()): string {
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    return dataDir;
  } catch (thrown) {
    if (existsSync(join(dataDir, databaseFileName)))
      return mkdtempSync(join(temporary, 'lambdascope-profile-'));
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
    const message = `the data folder ${dataDir} cannot be written (${code}); choose another with --data-dir DIR`;
    throw new AppError('folderNotWritable', message, { cause: thrown });
  }
}

function splitOnce(argument: string): [name: string, value?: string] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}
