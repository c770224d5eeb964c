import type { Command } from 'commander';
import {
  addDataOptions,
  addFileOptions,
  configOfFile,
  type DataOptions,
  requireData,
} from '../config-of-file.ts';
import { type Environment, withApp } from '../environment.ts';
import { type Done, type ExitCode, UsageError } from '../exit.ts';
import { addFollowOptions, followRun, type FollowOptions } from '../follow-run.ts';
import { addCommand, collect } from '../options.ts';
import { addPlaceOptions, placeOf, type QueueOptions, withTrainers } from '../queue-options.ts';
import { readConfig } from '../read-config.ts';
import { verifyRun } from '../verify-run.ts';
import { warnOfClasses } from '../warn-of-classes.ts';

interface RunOptions extends DataOptions, FollowOptions, QueueOptions {
  readonly dataDir: string;
  readonly verify?: string;
}

export function addRunCommand(program: Command, environment: Environment, done: Done): void {
  const command = addCommand(program, 'run', 'train one run and record it, or verify a recorded one')
    .option('--preset <name>', "one of the chapter's experiments (default: the first)")
    .option('--config <file>', 'a run config as JSON; - reads standard input');
  addDataOptions(command)
    .option(
      '--set <path=value>',
      'change a field, e.g. layers.0.weightRegularizerL2=1e-4; repeatable',
      collect,
    )
    .option('--epochs <n>', 'number of epochs')
    .option('--name <name>', 'name of the run')
    .option('--verify <run>', 'retrain a recorded run and say whether every number is the same');
  addFollowOptions(command);
  addPlaceOptions(command);
  addFileOptions(command).action(async (options: RunOptions) => {
    await requireData(options);
    done(await (options.verify === undefined ? train(environment, options) : verify(environment, options)));
  });
}

async function train(environment: Environment, options: RunOptions): Promise<ExitCode> {
  const { data: file } = options;
  const place = placeOf(options);
  // Mistakes in the options are reported before a file is imported.
  const drawn = file === undefined ? await readConfig(options) : null;
  return withTrainers(environment, options, async (app) => {
    const config = drawn ?? (await configOfFile(app, file!, options));
    await warnOfClasses(app, [config]);
    const { runs } = await app.handlers.createRuns({ configs: [config], place });
    return followRun(app, runs[0]!.id, 0, options);
  });
}

function verify(environment: Environment, options: RunOptions): Promise<ExitCode> {
  const both = (['preset', 'config', 'data', 'set', 'epochs', 'name'] as const).find(
    (name) => options[name] !== undefined,
  );
  if (both) throw new UsageError(`got --verify and --${both}; allowed: one of them`);
  return withApp(
    environment,
    options.dataDir,
    'cli',
    async (app) => verifyRun(app, await app.resolveRunId(options.verify!), options),
    options,
  );
}
