import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { datasetOf, maxNameLength, type RunConfig } from '#api';
import type { Lambdascope } from '#app';
import { type Environment, withApp } from '../environment.ts';
import { type ExitCode, UsageError } from '../exit.ts';
import { addFollowOptions, followRun, type FollowOptions } from '../follow-run.ts';
import { addCommand, collect } from '../options.ts';
import { importFile } from './import.ts';
import { type ConfigOptions, readConfig } from '../read-config.ts';
import { addTableOptions, givenTableOptions, importOptionsOf, type TableOptions } from '../table-options.ts';
import { verifyRun } from '../verify-run.ts';
import { warnOfClasses } from '../warn-of-classes.ts';

interface RunOptions extends ConfigOptions, FollowOptions, TableOptions {
  /** A file of samples. */
  readonly data?: string;
  /** A second file. */
  readonly testData?: string;
  readonly dataDir: string;
  readonly verify?: string;
}

export function addRunCommand(
  program: Command,
  environment: Environment,
  done: (code: ExitCode) => void,
): void {
  const command = addCommand(program, 'run', 'train one run and record it, or verify a recorded one')
    .option('--preset <name>', "one of the chapter's experiments (default: the first)")
    .option('--config <file>', 'a run config as JSON; - reads standard input')
    .option('--data <file>', 'a file of samples to train on: it is imported, unless it is there already')
    .option('--test-data <file>', 'with --data: a second file, whose rows are the test set')
    .option('--set <path=value>', 'change a field, as layers.0.weightRegularizerL2=1e-4; repeatable', collect)
    .option('--epochs <n>', 'how many epochs to train')
    .option('--name <name>', 'what to call the run')
    .option('--verify <run>', 'train a recorded run again and say whether every number is the same');
  addFollowOptions(command);
  addTableOptions(command, 'With --data, as import reads a file:').action(async (options: RunOptions) => {
    requireData(options);
    done(await (options.verify === undefined ? train(environment, options) : verify(environment, options)));
  });
}

async function train(environment: Environment, options: RunOptions): Promise<ExitCode> {
  const { data: file } = options;
  // Mistakes in the options are told before a file is taken in.
  const drawn = file === undefined ? await readConfig(options) : null;
  return withApp(environment, options.dataDir, 'cli', async (app) => {
    const config = drawn ?? (await configOfFile(app, file!, options));
    await warnOfClasses(app, [config]);
    const { runs } = await app.handlers.createRuns({ configs: [config] });
    return followRun(app, runs[0]!.id, 0, options);
  });
}

/** A config of somebody's own keeps its name; a preset's would say that other data are trained on. */
async function configOfFile(app: Lambdascope, file: string, options: RunOptions): Promise<RunConfig> {
  // Mistakes in the options are told before a file is taken in, as far as they do not depend on it.
  importOptionsOf(options);
  const dataset = datasetOf(await importFile(app, file, options, { test: options.testData }));
  const own = basename(file, extname(file)).trim().slice(0, maxNameLength);
  const name = options.name ?? (options.config === undefined && own !== '' ? own : undefined);
  return readConfig({ ...options, ...(name !== undefined && { name }) }, dataset);
}

/** How a file is read is no matter where there is none. */
function requireData({ data, testData, ...options }: RunOptions): void {
  const given = [...(testData === undefined ? [] : ['--test-data']), ...givenTableOptions(options)];
  if (data === undefined && given.length > 0) {
    throw new UsageError(`got ${given.join(', ')}; allowed: with --data`);
  }
}

function verify(environment: Environment, options: RunOptions): Promise<ExitCode> {
  const both = (['preset', 'config', 'data', 'set', 'epochs', 'name'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (both) throw new UsageError(`got --verify and --${both}; allowed: one of them`);
  return withApp(environment, options.dataDir, 'cli', (app) => {
    return verifyRun(app, app.resolveRunId(options.verify!), options);
  });
}
