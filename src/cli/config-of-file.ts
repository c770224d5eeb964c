import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { cutText, datasetOf, maxNameLength, type RunConfig } from '#api';
import type { Lambdascope } from '#app';
import { importFile } from './commands/import.ts';
import { UsageError } from './exit.ts';
import { requireFiles } from './open-file.ts';
import { type ConfigOptions, readConfig } from './read-config.ts';
import { addTableOptions, givenTableOptions, importOptionsOf, type TableOptions } from './table-options.ts';

/** A config on the user's own file of samples. */
export interface DataOptions extends ConfigOptions, TableOptions {
  /** A file of samples. */
  readonly data?: string;
  /** A second file. */
  readonly testData?: string;
}

/** Adds `--data` and `--test-data`; `addFileOptions` adds how the file is read, and comes last in the help. */
export function addDataOptions(command: Command): Command {
  return command
    .option('--data <file>', 'a file of samples to train on; it is imported unless it already is')
    .option('--test-data <file>', 'with --data: a second file, used as the test set');
}

/** Adds the options of TableOptions for the file of `--data`. */
export function addFileOptions(command: Command): Command {
  return addTableOptions(command, 'With --data, options of import:');
}

/** The files can be read, and options for reading them are not given without them: throws UsageError. */
export async function requireData({ data, testData, ...options }: DataOptions): Promise<void> {
  const given = [...(testData === undefined ? [] : ['--test-data']), ...givenTableOptions(options)];
  if (data === undefined && given.length > 0) {
    throw new UsageError(`got ${given.join(', ')}; allowed: with --data`);
  }
  importOptionsOf(options);
  await requireFiles(data, testData);
}

/**
 * The config that the options describe, on the samples of `file`, which is imported. The user's own config keeps its name; a preset's name
 * would suggest that it trains on other data. Throws UsageError.
 */
export async function configOfFile(app: Lambdascope, file: string, options: DataOptions): Promise<RunConfig> {
  const dataset = datasetOf(await importFile(app, file, options, { test: options.testData }));
  const own = cutText(basename(file, extname(file)).trim(), maxNameLength);
  const name = options.name ?? (options.config === undefined && own !== '' ? own : undefined);
  return readConfig({ ...options, ...(name !== undefined && { name }) }, dataset);
}
