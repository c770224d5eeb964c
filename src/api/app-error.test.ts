import { expect, test } from 'vitest';
import { AppError, errorCodes, isPassing } from './app-error.ts';

test('passing errors are a lock, a full disk, a folder that is not writable, and a database that is not in its place', () => {
  const passing = errorCodes.filter((code) => isPassing(new AppError(code, 'as it is')));

  expect(passing).toEqual(['folderNotWritable', 'databaseMoved', 'storageFull', 'storageBusy']);
  expect(isPassing(new Error('storageBusy'))).toBe(false);
});
