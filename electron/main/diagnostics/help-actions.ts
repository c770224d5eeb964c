import { dirname } from 'node:path';
import { app, clipboard, shell } from 'electron';
import { AppError, report } from '#api';
import type { Desktop } from '../desktop.ts';
import type { MenuActions } from '../menu/menu-actions.ts';

export interface HelpOptions {
  readonly desktop: Pick<Desktop, 'dataDir' | 'log' | 'send'>;
  readonly gather: () => Promise<string>;
  /** The file with the licences of everything that is shipped. */
  readonly licences: string;
  readonly homepage: string;
  readonly openOutside: (url: string) => void;
  /** Shows what went wrong. */
  readonly fail: (thrown: unknown) => void;
}

export type HelpActions = Pick<
  MenuActions,
  'openHomepage' | 'showAbout' | 'showCrashDumps' | 'showDataFolder' | 'showLicences' | 'showLogs'
> & {
  /** Resolves when the text is on the clipboard. */
  copyDiagnostics(): Promise<void>;
};

/** The actions behind the entries of the Help menu. */
export function createHelpActions(options: HelpOptions): HelpActions {
  const { desktop, gather, licences, homepage, openOutside, fail } = options;
  const attempt = (work: Promise<void>): void => report(work, fail);

  async function openPath(path: string): Promise<void> {
    const refusal = await shell.openPath(path); // resolves to an error message
    if (refusal !== '') throw new AppError('notFound', `${path} could not be opened: ${refusal}`);
  }

  async function copyDiagnostics(): Promise<void> {
    await clipboard.writeText(await gather());
    desktop.send({ kind: 'diagnosticsCopied' });
  }

  return {
    showAbout: () => app.showAboutPanel(),
    openHomepage: () => openOutside(homepage),
    showLogs: () => attempt(openPath(dirname(desktop.log.file))),
    showDataFolder: () => attempt(openPath(desktop.dataDir)),
    showCrashDumps: () => attempt(openPath(app.getPath('crashDumps'))),
    copyDiagnostics,
    showLicences: () => attempt(openPath(licences)),
  };
}
