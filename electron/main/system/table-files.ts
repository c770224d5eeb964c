import { randomUUID } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OfferedTable } from '#api';
import { isTableFile } from './recent-files.ts';

/**
 * Absolute paths of the sample files named on a command line. Arguments meant for Electron, such as the app's own folder, are not among
 * them.
 */
export function tableFilesIn(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => pathOf(argument) ?? resolve(workingFolder, argument))
    .filter(isTableFile);
}

/** The path in a file URL, which is how an AppImage's desktop entry passes files; null for anything else. */
function pathOf(argument: string): string | null {
  try {
    return argument.startsWith('file:') ? fileURLToPath(argument) : null;
  } catch {
    return null;
  }
}

/** Files that the system asked the app to open. */
export interface TableFiles {
  offer(path: string): void;
  /** Calls `listener` for each file offered from now on, and at once if some are already waiting. */
  onOffer(listener: () => void): void;
  /** The files offered since the last call, in order. */
  take(): OfferedTable[];
  /** The file that the page may fetch under this path, or null: the page cannot open anything else. */
  behind(pathname: string): string | null;
}

export function createTableFiles(): TableFiles {
  let offered: string[] = [];
  let notify: () => void = () => undefined;
  const taken = new Map<string, string>();
  return {
    offer(path) {
      offered.push(path);
      notify();
    },
    onOffer(listener) {
      notify = listener;
      if (offered.length > 0) notify();
    },
    take() {
      const paths = offered;
      offered = [];
      return paths.map((path) => {
        const address = `/offered/${randomUUID()}${extname(path).toLowerCase()}`;
        taken.set(address, path);
        return { name: basename(path), address };
      });
    },
    behind: (pathname) => taken.get(pathname) ?? null,
  };
}
