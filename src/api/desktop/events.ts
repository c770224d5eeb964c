import type { DesktopSettings } from './settings.ts';

/** What the desktop alone tells its page. */
export type DesktopEvent = { readonly kind: 'desktopSettingsChanged'; readonly settings: DesktopSettings };
