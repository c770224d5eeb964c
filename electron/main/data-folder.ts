import { resolve } from 'node:path';

const options = ['--user-data-dir', '--data-dir'];

/** The data folder that the command line names, as `--data-dir DIR` or `--data-dir=DIR`; null when it names none. */
export function dataFolderFromArguments(argv: readonly string[]): string | null {
  for (const [index, argument] of argv.entries()) {
    const [name, value = argv[index + 1]] = splitOnce(argument);
    if (options.includes(name) && value !== undefined && value !== '') return resolve(value);
  }
  return null;
}

function splitOnce(argument: string): [name: string, value?: string] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument] : [argument.slice(0, at), argument.slice(at + 1)];
}
