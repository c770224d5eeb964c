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
  const command = addCommand(program, 'fork', 'train a new run that goes on from an epoch of another one')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .requiredOption('--at <epoch>', "the first epoch that is the new run's own", parseEpoch)
    .option('--set <path=value>', 'change a field, as layers.0.weightRegularizerL2=1e-4; repeatable', collect)
    .option('--epochs <n>', "how many epochs it is to have, its parent's included")
    .option('--name <name>', 'what to call the new run');
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
