/** All error codes that a user can meet. The set is closed, and every transport passes codes on unchanged. */
export const errorCodes = [
  'invalidInput', // the request does not fit the schema; details.issues lists every mistake
  'notFound', // no such run, or no such command
  'conflict', // it exists, but its state does not allow this
  'notReadable', // stored data is not what this version writes; the message names the column and its content
  'unauthorized', // no or wrong token, origin or sender
  'folderNotWritable', // the data folder is not writable
  'folderMissing', // the folder chosen for the history does not exist
  'databaseMoved', // the database was moved, replaced or deleted while open
  'hostAlreadyRunning', // another host uses this data folder
  'notADatabase', // the file is not an SQLite database, or is damaged
  'databaseTooNew', // written by a newer Lambdascope; left untouched
  'storageFull', // the disk is full
  'storageBusy', // another program keeps the database locked
  'storage', // any other failure of the database
  'portInUse', // serve cannot listen on that port
  'workerFailed', // the training process crashed or reported an error
  'connectionLost', // the host cannot be reached
  'internal', // a bug
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Errors that can pass without a change to the request: a lock is released, space is freed, a folder is mounted again. */
const passingCodes: readonly ErrorCode[] = [
  'storageBusy',
  'storageFull',
  'folderNotWritable',
  'databaseMoved',
];

/** True if the same action may succeed later. */
export function isPassing(error: unknown): boolean {
  return error instanceof AppError && passingCodes.includes(error.code);
}

/** An AppError as plain data. */
export interface AppErrorData {
  readonly code: ErrorCode;
  /** One sentence: what was given, what is allowed, what to do. */
  readonly message: string;
  readonly details?: unknown;
}

/** The only error that leaves a service. */
export class AppError extends Error implements AppErrorData {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details?: unknown;

  constructor(code: ErrorCode, message: string, options: { details?: unknown; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.details !== undefined) this.details = options.details;
  }

  toData(): AppErrorData {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }

  static fromData(data: AppErrorData): AppError {
    return new AppError(data.code, data.message, { details: data.details });
  }

  /** Any thrown value as an AppError; anything else becomes `internal`, with the original as its cause. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AppError('internal', message, { cause: thrown });
  }
}
