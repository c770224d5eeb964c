import { AppError, type CommandInput } from '#api';
import { useHost } from './host.ts';
import { useToasts } from './useToasts.ts';

/** Prepares a CSV on the host and lets the user save it. Resolves when it is saved, cancelled or shown as an error. */
export function useExport(): (query: CommandInput<'prepareExport'>) => Promise<void> {
  const { client, saveExport } = useHost();
  const { toast } = useToasts();
  return async (query) => {
    try {
      const { ticket, fileName, notes } = await client.prepareExport(query);
      if (!(await saveExport(ticket, fileName))) return;
      if (notes.length === 0) toast.info(`Exported ${fileName}.`);
      else
        toast.error(
          new AppError('notReadable', `exported ${fileName}, without all of it: ${notes.join('; ')}`),
        );
    } catch (thrown) {
      toast.error(thrown);
    }
  };
}
