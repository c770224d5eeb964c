import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { tableExtensions } from '#api';
import { readKept, writeKept } from '#app';

/** Recently opened sample files, newest first. */
export interface RecentFiles {
  /** Those that still exist. */
  list(): string[];
  note(path: string): void;
  clear(): void;
  /** Calls `listener` when the list has changed. */
  onChange(listener: () => void): void;
}

const most = 10;

/** Stored in `file`; failing to store it is ignored. */
export function openRecentFiles(file: string): RecentFiles {
  let notify: () => void = () => undefined;
  function keep(paths: readonly string[]): void {
    try {
      writeKept(file, { paths });
    } catch {
      return; // the list stays as it was
    }
    notify();
  }
  const kept = (): string[] => {
    const { paths } = readKept(file);
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
  };
  return {
    list: () => kept().filter(isThere),
    note: (path) => keep([path, ...kept().filter((other) => other !== path)].slice(0, most)),
    clear: () => keep([]),
    onChange: (listener) => void (notify = listener),
  };
}

/** Whether this file exists, and may hold samples, judging by its extension. */
export function isTableFile(path: string): boolean {
  const extension = extname(path).toLowerCase();
  return tableExtensions.some((known) => known === extension) && isThere(path);
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
