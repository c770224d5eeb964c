import { app } from 'electron';
import type { DesktopHandlers } from '#api';
import { isTableFile, type RecentFiles } from './recent-files.ts';
import type { TableFiles } from './table-files.ts';

/** Files that come from outside the page, and the list of recent ones. */
export function createTableHandlers(
  files: TableFiles,
  recent: RecentFiles,
): Pick<DesktopHandlers, 'noteRecentFile' | 'takeOfferedTables'> {
  function note(path: string): void {
    recent.note(path);
    app.addRecentDocument(path); // the system's own list, where it has one
  }
  return {
    takeOfferedTables() {
      const offered = files.take();
      for (const { address } of offered) note(files.behind(address)!);
      return offered;
    },
    noteRecentFile({ path }) {
      if (isTableFile(path)) note(path);
      return null;
    },
  };
}
