import { report, type ImportedSummary } from '#api';
import { toast, useHost, useTables } from '#data';

/** What follows an import: the list of tables includes it, and the desktop adds the file to its recent files. */
export function useImported(): (table: ImportedSummary, file: File) => Promise<void> {
  const { desktop, pathOf } = useHost();
  const store = useTables();
  return async (table, file) => {
    await store.reload();
    if (table.alreadyStored) {
      toast.info(`This table was imported before as ${table.name}; nothing was stored again.`);
    }
    const path = pathOf(file);
    if (desktop && path !== null) report(desktop.noteRecentFile({ path }));
  };
}
