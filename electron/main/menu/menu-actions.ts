import type { MenuItemConstructorOptions } from 'electron';
import type { PageEntry } from '#api';

/** The actions behind the menu's entries. */
export interface MenuActions {
  /** Shows a screen of the page, such as `/runs/new`. */
  show(route: string): void;
  /** Asks for a sample file and shows how it would be imported. */
  importData(): void;
  /** Has the page perform the entry's action. */
  choose(entry: PageEntry): void;
  goBack(): void;
  goForward(): void;
  reload(): void;
  /** By one step, or to a factor of the page's normal size. */
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
  /**
   * Entries for recently opened files, for systems other than macOS, which keeps its own list. Changing them requires rebuilding the menu.
   */
  readonly recent: () => readonly MenuItemConstructorOptions[];
}
