import { type Command, InvalidArgumentError } from 'commander';
import { AppError, type Place, places } from '#api';
import type { Lambdascope } from '#app';
import type { QueueConnector } from '#workers';
import { type Environment, type TrainingOptions, withApp } from './environment.ts';
import { say } from './say.ts';

/** An environment variable for a queue's address, so that no other user of the machine sees its password. */
export const queueVariable = 'LAMBDASCOPE_QUEUE';

export interface QueueOptions {
  readonly queue?: string;
  readonly where?: Place;
}

/** For a command that can use a queue. */
export function addQueueOption(command: Command): Command {
  return command.option(
    '--queue <address>',
    `queue of workers that train the runs:  redis://[USER:PASSWORD@]HOST[:PORT] or rediss://; default: the variable ${queueVariable}, which other users cannot see`,
  );
}

/** For a command that submits runs to a queue. */
export function addPlaceOptions(command: Command): Command {
  return addQueueOption(command).option(
    '--where <place>',
    `where to train with a queue: ${places.join(', ')} (whichever is free first); default: workers`,
    parsePlace,
  );
}

function parsePlace(text: string): Place {
  const place = places.find((known) => known === text);
  if (place) return place;
  throw new InvalidArgumentError(`allowed: ${places.join(', ')}`);
}

/** The address that was given, if any. */
function addressOf({ queue }: QueueOptions): string | undefined {
  const address = queue ?? process.env[queueVariable];
  return address === '' ? undefined : address;
}

/** Where a command's runs should be trained; undefined without a queue. Throws invalidInput for a place that requires one. */
export function placeOf(options: QueueOptions): Place | undefined {
  const isSet = addressOf(options) !== undefined;
  if (isSet) return options.where ?? 'workers';
  if (options.where === undefined || options.where === 'here') return undefined;
  throw new AppError(
    'invalidInput',
    `got --where ${options.where} without a queue; allowed: beside --queue redis://HOST:PORT, or with the address in ${queueVariable}`,
  );
}

/**
 * The queue that a command was given; null for none, in which case none of its code is loaded. Throws what is wrong with it, in one line.
 * @param isPatient true for a host: a queue that cannot be reached now may be reachable later
 */
export async function readQueue(
  options: QueueOptions,
  { isPatient = false }: { readonly isPatient?: boolean } = {},
): Promise<QueueConnector | null> {
  const text = addressOf(options);
  if (text === undefined || options.where === 'here') return null;
  const { checkQueue, parseQueueAddress, queueConnector } = await import('#queue');
  const address = parseQueueAddress(text);
  try {
    const { warnings } = await checkQueue(address);
    for (const warning of warnings) say(`warning: ${warning}`);
  } catch (thrown) {
    if (!isPatient) throw thrown;
    say(`warning: ${AppError.from(thrown).message}; until then runs for workers wait`);
  }
  return queueConnector(address, options.queue === undefined ? 'environment' : 'commandLine');
}

/** Opens the app for a command that trains, here or through the given queue. */
export async function withTrainers<Result>(
  environment: Environment,
  options: QueueOptions & TrainingOptions & { readonly dataDir: string },
  use: (app: Lambdascope) => Promise<Result>,
): Promise<Result> {
  const workers = await readQueue(options);
  return withApp(environment, options.dataDir, 'cli', use, { ...options, workers });
}
