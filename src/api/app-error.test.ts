import { expect, test } from 'vitest';
import { AppError, errorCodes, isPassing } from './app-error.ts';

test('what passes is a lock, a full disk and a folder that cannot be written for a while', () => {
  const passing = errorCodes.filter((code) => isPassing(new AppError(code, 'as it is')));

  expect(passing).toEqual(['folderNotWritable', 'storageFull', 'storageBusy']);
  expect(isPassing(new Error('storageBusy'))).toBe(false);
});
