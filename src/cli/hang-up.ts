import { fstatSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { isatty } from 'node:tty';

/**
 * True if the process was started by `nohup`, which asks it to outlive its terminal. Node resets the ignored SIGHUP at its start, so this
 * looks at what else nohup leaves: its name in the shell's `_`, or an input that cannot be read.
 */
export function outlivesTerminal(env: NodeJS.ProcessEnv = process.env, input = 0): boolean {
  return basename(env._ ?? '') === 'nohup' || isWriteOnlyDevice(input);
}

/** GNU nohup replaces a terminal by /dev/null opened for writing only. */
function isWriteOnlyDevice(descriptor: number): boolean {
  if (process.platform === 'win32' || isatty(descriptor)) return false; // a terminal would wait for a key
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false; // there is no input
  }
  try {
    readSync(descriptor, new Uint8Array(1), 0, 1, null);
    return false;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EBADF';
  }
}
