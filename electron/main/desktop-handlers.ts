import type { DesktopHandlers } from '#api';
import type { Desktop } from './desktop.ts';

/** What the desktop does for each command that it alone knows, part by part. */
export function createDesktopHandlers({ settings }: Desktop): DesktopHandlers {
  return {
    getDesktopSettings: () => settings.current,
    changeDesktopSettings: (patch) => settings.change(patch),
  };
}
