import type { DesktopHandlers } from '#api';
import type { Desktop } from './desktop.ts';

/** What the desktop does for each command that it alone knows, part by part. */
export function createDesktopHandlers({ settings, restart }: Desktop): DesktopHandlers {
  return {
    getDesktopSettings: () => settings.current,
    changeDesktopSettings: (patch) => settings.change(patch),
    getStartSettings: () => settings.atStart,
    restart() {
      restart();
      return null;
    },
  };
}
