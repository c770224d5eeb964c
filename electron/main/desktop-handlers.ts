import type { DesktopHandlers } from '#api';
import { createFolderHandlers } from './data-folder/folder-handlers.ts';
import type { Desktop } from './desktop.ts';
import type { Menus } from './menu/attach-menu.ts';
import { createQueueHandlers } from './queue/desktop-queue.ts';
import { createStartHandlers } from './start/start-handlers.ts';
import { createTableHandlers } from './system/table-handlers.ts';
import type { AttachedUpdates } from './updates/attach-updates.ts';

/** Handlers for the commands that only the desktop has, assembled from its parts. */
export function createDesktopHandlers(
  desktop: Desktop,
  menus: Pick<Menus, 'handlers'>,
  updates: Pick<AttachedUpdates, 'handlers'>,
): DesktopHandlers {
  const { settings, restart, power, notice } = desktop;
  return {
    ...createStartHandlers(desktop),
    ...menus.handlers,
    ...createFolderHandlers(desktop),
    ...createQueueHandlers(desktop),
    ...createTableHandlers(desktop.tables, desktop.recent),
    takePageNotice: () => notice.take(),
    getDesktopSettings: () => settings.current,
    changeDesktopSettings: (patch) => settings.change(patch),
    getStartSettings: () => settings.atStart,
    trainOnBattery() {
      power.trainAnyway();
      return null;
    },
    restart() {
      restart();
      return null;
    },
    ...updates.handlers,
  };
}
