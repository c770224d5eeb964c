import { report, type ImportedSummary } from '#api';
import { useHost } from '../../../data/host.ts';
import { useTables } from '../../../data/useTables.ts';
import { toast } from '../../../data/toasts.ts';

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
