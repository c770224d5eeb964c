import type { Command } from 'commander';
import { forkName } from '#experiments';
import type { Environment } from '../environment.ts';
import type { Done } from '../exit.ts';
import { addFollowOptions, followRun, type FollowOptions } from '../follow-run.ts';
import { addCommand, collect, parseEpoch } from '../options.ts';
import { changeConfig, type ConfigChanges } from '../read-config.ts';
import { addPlaceOptions, placeOf, type QueueOptions, withTrainers } from '../queue-options.ts';
import { send } from '../send.ts';

interface ForkOptions extends ConfigChanges, FollowOptions, QueueOptions {
  readonly dataDir: string;
  readonly at: number;
}

export function addForkCommand(program: Command, environment: Environment, done: Done): void {
  const command = addCommand(program, 'fork', 'train a new run that continues from an epoch of another run')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--at <epoch>', "the new run's first own epoch", parseEpoch)
    .option(
      '--set <path=value>',
      'change a field, e.g. layers.0.weightRegularizerL2=1e-4; repeatable',
      collect,
    )
    .option('--epochs <n>', 'total number of epochs, including those from its parent')
    .option('--name <name>', 'name of the new run');
  addPlaceOptions(command);
  addFollowOptions(command).action(async (text: string, options: ForkOptions) => {
    done(
      await withTrainers(environment, options, async (app) => {
        const parent = await app.handlers.getRun({ id: await app.resolveRunId(text) });
        const { at, name = forkName(parent.name, at) } = options;
        const config = changeConfig(parent.config, { ...options, name });
        const { id } = await send(app, 'forkRun', {
          id: parent.id,
          epoch: at,
          config,
          place: placeOf(options),
        });
        return followRun(app, id, at, options);
      }),
    );
  });
}
