import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A separate disk for a test, where mounting is allowed. */
export interface SmallDisk {
  readonly folder: string;
  /** Uses up all remaining bytes. */
  fill(): void;
  /** Frees them again. */
  free(): void;
  /** No file on it may be open for writing. */
  makeReadOnly(): void;
}

/** An in-memory disk of `sizeMiB` MiB; null if this user may not mount one. It is removed when the test ends. */
export function mountSmallDisk(sizeMiB: number): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-disk-'));
  const mount = (...args: string[]): unknown => execFileSync('mount', args, { stdio: 'pipe' });
  try {
    mount('-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'tmpfs', folder);
  } catch {
    rmSync(folder, { recursive: true, maxRetries: 10 });
    return null;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  const filler = join(folder, 'filler');
  return {
    folder,
    fill() {
      const descriptor = openSync(filler, 'a');
      for (const bytes of [65_536, 4096]) fillBy(descriptor, Buffer.alloc(bytes));
      closeSync(descriptor);
    },
    free: () => rmSync(filler),
    makeReadOnly: () => void mount('-o', 'remount,ro', folder),
  };
}

function fillBy(descriptor: number, block: Buffer): void {
  try {
    for (;;) writeSync(descriptor, block);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
  }
}
