import type { PageEntry } from './screen.ts';
import type { DesktopSettings } from './settings.ts';
import type { Start } from './start.ts';
import type { UpdateStatus } from './updates.ts';

/** Events that only the desktop sends to its page. */
export type DesktopEvent =
  | { readonly kind: 'startChanged'; readonly start: Start }
  | { readonly kind: 'desktopSettingsChanged'; readonly settings: DesktopSettings }
  | { readonly kind: 'screenAsked'; readonly route: string } // requested by the menu or a link, such as `/runs/new`
  | { readonly kind: 'noticeLeft' } // fetch it with takePageNotice
  | { readonly kind: 'entryChosen'; readonly entry: PageEntry }
  | { readonly kind: 'diagnosticsCopied' }
  | { readonly kind: 'updateChanged'; readonly update: UpdateStatus }
  | { readonly kind: 'fileNotSaved'; readonly fileName: string }
  | { readonly kind: 'tablesOffered' }; // fetch them with takeOfferedTables
