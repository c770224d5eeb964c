import type { DesktopSettings } from './settings.ts';
import type { Start } from './start.ts';

/** What the desktop alone tells its page. */
export type DesktopEvent =
  | { readonly kind: 'startChanged'; readonly start: Start }
  | { readonly kind: 'desktopSettingsChanged'; readonly settings: DesktopSettings }
  | { readonly kind: 'fileNotSaved'; readonly fileName: string }
  | { readonly kind: 'tablesOffered' }; // files to be taken in by takeOfferedTables
