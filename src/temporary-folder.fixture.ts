import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A folder of its own, for whoever removes it. */
export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lambdascope-test-'));
}

/** Removes a folder, if it is there. On Windows what a process had open stays for a moment after it, so this tries for some seconds. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}
