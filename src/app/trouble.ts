import { AppError, type ErrorCode, type Waiting } from '#api';

/** What is waited for, without since when. */
export type Trouble = Omit<Waiting, 'since'>;

const known: Readonly<Partial<Record<ErrorCode, Trouble>>> = {
  storageFull: { reason: 'the disk is full', advice: 'free some space' },
  storageBusy: { reason: 'another program keeps the database locked', advice: 'close that program' },
  folderNotWritable: {
    reason: 'the data folder cannot be written',
    advice: 'check its permissions and that its disk is there',
  },
  databaseMoved: {
    reason: 'the database was moved, replaced or deleted while it was open',
    advice: 'put it back, or restart Lambdascope to go on with what is there',
  },
};

/** What keeps a run from being stored, for people. */
export function troubleOf(problem: Error): Trouble {
  return known[AppError.from(problem).code] ?? { reason: problem.message, advice: 'see the log' };
}

/** Why a folder is open for reading only, for people. */
export function readOnlyTrouble(code: ErrorCode): Trouble {
  const { reason, advice } = troubleOf(new AppError(code, 'the data folder cannot be written'));
  return {
    reason: `${reason}, so the history is open for reading only`,
    advice: `${advice}, then restart Lambdascope to train and to edit`,
  };
}

/** The same trouble lasts since it began. */
export function lasting(before: Waiting | null, trouble: Trouble | null): Waiting | null {
  if (trouble === null || before?.reason === trouble.reason) return trouble && before;
  return { ...trouble, since: new Date().toISOString() };
}

/** Why no training process can be started, for people. */
export function trainerTrouble(reason: string): Trouble {
  const [what, ...advice] = `no training process can be started: ${reason}`.split('; ');
  return { reason: what!, advice: advice.join('; ') || 'run doctor to see what is wrong' };
}
