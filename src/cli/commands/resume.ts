import type { Command } from 'commander';
import { parseValue } from '#experiments';
import type { Environment } from '../environment.ts';
import type { Done } from '../exit.ts';
import { addFollowOptions, followRun, type FollowOptions } from '../follow-run.ts';
import { addCommand } from '../options.ts';
import { addPlaceOptions, placeOf, type QueueOptions, withTrainers } from '../queue-options.ts';
import { send } from '../send.ts';

interface ResumeOptions extends FollowOptions, QueueOptions {
  readonly dataDir: string;
  readonly epochs?: string;
}

export function addResumeCommand(program: Command, environment: Environment, done: Done): void {
  const command = addCommand(program, 'resume', 'resume a run that was interrupted or stopped')
    .argument('<run>', 'its id, the beginning of its id, or its name')
    .option(
      '--epochs <n>',
      'total number of epochs; with a larger number a completed run can be resumed too',
    );
  addPlaceOptions(command);
  addFollowOptions(command).action(async (text: string, options: ResumeOptions) => {
    done(
      await withTrainers(environment, options, async (app) => {
        const id = await app.resolveRunId(text);
        const { epochsDone } = await app.handlers.getRun({ id });
        const { epochs } = options;
        await send(app, 'resumeRuns', {
          ids: [id],
          place: placeOf(options),
          ...(epochs === undefined ? {} : { epochs: parseValue(epochs) }),
        });
        return followRun(app, id, epochsDone, options);
      }),
    );
  });
}
