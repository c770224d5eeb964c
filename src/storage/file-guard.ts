import { statSync } from 'node:fs';
import { AppError } from '#api';

/**
 * Checks that a path still names the file that was opened: a connection keeps writing to a file that was moved or deleted, and all of that
 * would be lost. Call it right after opening; the function it returns throws AppError databaseMoved if the path names no file or a
 * different one.
 */
export function guardFile(file: string): () => void {
  const opened = identify(file);
  return () => {
    const now = identify(file);
    if (now === opened && now !== null) return;
    const what = now === null ? 'was moved or deleted' : 'was replaced by another file';
    throw new AppError(
      'databaseMoved',
      `the database ${file} ${what} while it was open, so nothing more is stored in it; put it back to continue, ` +
        'or restart Lambdascope to use what is there now',
    );
  };
}

/** Identity of the file behind a path, independent of its name; null if there is none or it cannot be reached. */
function identify(file: string): string | null {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return null;
  }
}
