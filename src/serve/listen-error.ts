import { AppError } from '#api';

/** Why a server could not listen, as one line for the user who started it. */
export function listenError(thrown: unknown, host: string, port: number): AppError {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : '';
  const other = 'choose another with --port N, or --port 0 for any free one';
  const options = { cause: thrown };
  if (code === 'EADDRINUSE') {
    return new AppError(
      'portInUse',
      `port ${port} on ${host} is in use by another program; ${other}`,
      options,
    );
  }
  if (code === 'EACCES') {
    return new AppError('portInUse', `port ${port} is reserved by the system; ${other}`, options);
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('invalidInput', `cannot listen on ${host}, port ${port}: ${reason}`, options);
}
