import type { DesktopSettings } from './settings.ts';
import type { Start } from './start.ts';
import type { UpdateStatus } from './updates.ts';

/** What the desktop alone tells its page. */
export type DesktopEvent =
  | { readonly kind: 'startChanged'; readonly start: Start }
  | { readonly kind: 'desktopSettingsChanged'; readonly settings: DesktopSettings }
  | { readonly kind: 'updateChanged'; readonly update: UpdateStatus }
  | { readonly kind: 'fileNotSaved'; readonly fileName: string }
  | { readonly kind: 'tablesOffered' }; // files to be taken in by takeOfferedTables
