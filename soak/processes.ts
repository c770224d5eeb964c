import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const builtCli = join(import.meta.dirname, '../out/main/cli.js');

/** A process of the app that the soak started, and what was done to it. */
export interface Subject {
  readonly what: string;
  readonly child: ChildProcess;
  /** True once the soak has sent a signal that ends it. */
  isEnded: boolean;
  /** Until when it is held by SIGSTOP, in milliseconds since 1970. */
  heldUntil: number;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** The end of its standard error output. */
  stderr(): string;
}

export interface StartOptions {
  /** Environment variables in addition to this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** A program with arguments that starts it. */
  readonly prefix?: readonly string[];
}

/** Starts the built command line. The caller has to read its standard output. */
export function startCli(what: string, args: readonly string[], options: StartOptions = {}): Subject {
  const { env = {}, prefix = [] } = options;
  const [program, ...rest] = [...prefix, process.execPath, builtCli, ...args] as [string, ...string[]];
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
  return {
    what,
    child,
    isEnded: false,
    heldUntil: 0,
    exited: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
    stderr: () => said,
  };
}

/** True while the process exists. */
export function lives({ child }: Subject): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Pids of the trainers among the children of `parent`. */
export function trainersOf(parent: number): number[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    const status = readOrNothing(`/proc/${entry}/stat`);
    // pid (name) state ppid: the name may contain anything, including parentheses.
    const ppid = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
    return ppid === parent && readOrNothing(`/proc/${entry}/cmdline`).includes('trainer.js')
      ? [Number(entry)]
      : [];
  });
}

/** Resident memory of a process, in bytes; 0 if it is gone. */
export function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readOrNothing(`/proc/${pid}/status`));
  return Number(line?.[1] ?? 0) * 1024;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}
