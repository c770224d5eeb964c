import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getPath } from './app-paths.ts';

/** What a second start passes to the first (shell/browser/api/electron_api_app.cc, v45). */
export interface SecondInstance {
  readonly argv: string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

const inboxPrefix = 'stand-in-second-';
let lockFile: string | null = null;

/**
 * One instance per userData folder. The second one leaves a message and notifies the first with SIGUSR2. Returns false in the second one.
 */
export function lockInstance(additionalData: unknown, onSecond: (second: SecondInstance) => void): boolean {
  if (lockFile !== null) return true;
  const folder = getPath('userData');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'stand-in.pid');
  const holder = processIn(file);
  if (holder !== null) {
    const letter: SecondInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    writeFileSync(join(folder, `${inboxPrefix}${process.pid}.json`), JSON.stringify(letter));
    process.kill(holder, 'SIGUSR2');
    return false;
  }
  writeFileSync(file, String(process.pid));
  lockFile = file;
  process.on('exit', releaseInstance);
  process.on('SIGUSR2', () => {
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith(inboxPrefix))) {
      const letter = readFileSync(join(folder, name), 'utf8');
      rmSync(join(folder, name));
      onSecond(JSON.parse(letter) as SecondInstance);
    }
  });
  return true;
}

export function releaseInstance(): void {
  if (lockFile !== null) rmSync(lockFile, { force: true });
  lockFile = null;
}

function processIn(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null; // no file, or the process is gone
  }
}
