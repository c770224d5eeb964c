import { randomUUID } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OfferedTable } from '#api';
import { isTableFile } from './recent-files.ts';

/** The files that a command line names to be opened, absolute. What Electron itself takes is none, such as the app's own folder. */
export function tableFilesIn(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => pathOf(argument) ?? resolve(workingFolder, argument))
    .filter(isTableFile);
}

/** The path in a URL, by which the desktop entry of an AppImage is given files; null for what is none. */
function pathOf(argument: string): string | null {
  try {
    return argument.startsWith('file:') ? fileURLToPath(argument) : null;
  } catch {
    return null;
  }
}

/** Files that the system gave the app to open. */
export interface TableFiles {
  offer(path: string): void;
  /** Calls for each file that is offered from now on, and at once where some wait already. */
  onOffer(listener: () => void): void;
  /** What was offered since this was asked last, in that order. */
  take(): OfferedTable[];
  /** The file that the page fetches by this path, or null: nothing else that a page names is ever opened. */
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
