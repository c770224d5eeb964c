import type { MenuItemConstructorOptions } from 'electron';
import type { PageEntry } from '#api';

/** What the entries of the menu do. */
export interface MenuActions {
  /** Shows a screen of the page, as `/runs/new`. */
  show(route: string): void;
  /** Asks for a file of samples and shows how it would be taken in. */
  importData(): void;
  /** Has the page do it. */
  choose(entry: PageEntry): void;
  goBack(): void;
  goForward(): void;
  reload(): void;
  /** By a step, or to a factor of the page's own size. */
  zoom(to: 'in' | 'out' | number): void;
  showAbout(): void;
  showLogs(): void;
  showDataFolder(): void;
  showCrashDumps(): void;
  copyDiagnostics(): void;
  checkForUpdates(): void;
  showLicences(): void;
  openHomepage(): void;
}

export interface MenuOptions {
  readonly system: NodeJS.Platform;
  readonly isDevelopment: boolean;
  readonly actions: MenuActions;
  /** Entries for the files that were opened lately; macOS keeps them by itself. A menu that is there is built anew to have others. */
  readonly recent: () => readonly MenuItemConstructorOptions[];
}
