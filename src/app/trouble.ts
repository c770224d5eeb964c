import { AppError, type ErrorCode } from '#api';
import type { TrainerTrouble } from '#workers';
import type { Trouble } from './live-runs.ts';

const known: Readonly<Partial<Record<ErrorCode, Trouble>>> = {
  storageFull: { reason: 'the disk is full', advice: 'free some space' },
  storageBusy: { reason: 'another program keeps the database locked', advice: 'close that program' },
  folderNotWritable: {
    reason: 'the data folder is not writable',
    advice: 'check its permissions and quota, and that its disk is connected',
  },
  databaseMoved: {
    reason: 'the database was moved, replaced or deleted while it was open',
    advice: 'put it back, or restart Lambdascope to use what is there now',
  },
};

/** What keeps a run from being stored, as text for the user. */
export function troubleOf(problem: Error): Trouble {
  return known[AppError.from(problem).code] ?? { reason: problem.message, advice: 'see the log' };
}

/** Why a folder is open read-only, as text for the user. */
export function readOnlyTrouble(code: ErrorCode): Trouble {
  const { reason, advice } = troubleOf(new AppError(code, 'the data folder is not writable'));
  return {
    reason: `${reason}, so the history is open read-only`,
    advice: `${advice} to train and to edit again`,
  };
}

/** Why no training process can be started, as text for the user. */
export function trainerTrouble({ reason, advice }: TrainerTrouble): Trouble {
  // Node prints the location before the error itself.
  const [error] = /^\w*Error: .+$/m.exec(reason) ?? [reason];
  return {
    reason: `no training process can be started: ${error.replaceAll('\n', ' ')}`,
    advice: advice ?? 'run doctor on the command line to see what is wrong',
  };
}
