import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostKind } from '#api';
import { databaseFileName } from '#storage';
import { oneLine } from './log-text.ts';
import { rotate } from './rotation.ts';

const maxFileBytes = 1024 * 1024;
const maxFiles = 5;
/** Maximum number of entries that wait for the disk; further ones are only counted. */
const maxWaiting = 1000;

export type LogLevel = 'info' | 'warning' | 'error';

/** The log of a data folder: one line per entry, written by every process that opens the folder. Writing never throws and never blocks. */
export interface Log {
  /** Absolute path of the newest file. */
  readonly file: string;
  write(level: LogLevel, message: string): void;
  /** Writes immediately, together with everything pending, in a process that is about to end. False if that was not possible. */
  lastWords(message: string): boolean;
  /** Resolves when everything written so far has been passed to the disk. */
  flush(): Promise<void>;
}

export interface LogOptions {
  /** Called for every batch of entries if the history may move. */
  readonly dataDir: string | (() => string);
  readonly host: HostKind;
}

/** The log of a data folder. It leaves a folder without a database alone, because that may not be ours. */
export function openLog({ dataDir, host }: LogOptions): Log {
  const dataDirNow = typeof dataDir === 'string' ? () => dataDir : dataDir;
  const folder = (): string => join(dataDirNow(), 'logs');
  const file = (): string => join(folder(), 'lambdascope.log');
  let waiting: string[] = [];
  let dropped = 0;
  /** An entry being written when last words come may appear twice; none is missing. */
  let underway = '';
  let writing: Promise<void> | null = null;

  function entry(level: LogLevel, message: string): string {
    return `${new Date().toISOString()} ${level} ${host}[${process.pid}] ${oneLine(message)}\n`;
  }

  /** Opens the file for each batch: another process may have rotated or deleted it. */
  function prepare(): boolean {
    if (!existsSync(folder())) {
      if (!existsSync(join(dataDirNow(), databaseFileName))) return false;
      mkdirSync(folder(), { mode: 0o700 });
    }
    rotate(file(), maxFileBytes, maxFiles);
    return true;
  }

  function takeWaiting(): string {
    const lost = dropped === 0 ? '' : entry('warning', `entries lost before this one: ${dropped}`);
    const text = waiting.join('') + lost;
    waiting = [];
    dropped = 0;
    return text;
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const count = waiting.length;
      underway = takeWaiting();
      try {
        if (prepare()) await appendFile(file(), underway, { mode: 0o600 });
      } catch {
        dropped += count; // a full disk: the next entry that can be written reports it
      }
      underway = '';
    }
    writing = null;
  }

  return {
    get file() {
      return file();
    },
    write(level, message) {
      if (waiting.length < maxWaiting) waiting.push(entry(level, message));
      else dropped += 1;
      // After the caller's turn, so that nobody waits for the disk.
      writing ??= Promise.resolve().then(drain);
    },
    lastWords(message) {
      const text = underway + takeWaiting() + entry('error', message);
      try {
        if (!prepare()) return false;
        appendFileSync(file(), text, { mode: 0o600 });
        return true;
      } catch {
        return false;
      }
    },
    async flush() {
      await writing;
    },
  };
}

/** A log that keeps nothing, for an app without a host. */
export const noLog: Log = {
  file: '',
  write: () => undefined,
  lastWords: () => false,
  flush: () => Promise.resolve(),
};
