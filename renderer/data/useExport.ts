import { AppError, type CommandInput } from '#api';
import { attempt } from './attempt.ts';
import { useHost } from './host.ts';
import { toast } from './toasts.ts';

/** Prepares a CSV file on the host and lets the user save it. Resolves when it is saved or cancelled, or an error is shown. */
export function useExport(): (query: CommandInput<'prepareExport'>) => Promise<void> {
  const { client, saveExport } = useHost();
  return (query) =>
    attempt(async () => {
      const { ticket, fileName, notes } = await client.prepareExport(query);
      if (!(await saveExport(ticket, fileName))) return;
      if (notes.length === 0) toast.info(`Exported ${fileName}.`);
      else {
        const message = `exported ${fileName}, without all of it: ${notes.join('; ')}`;
        toast.error(new AppError('notReadable', message));
      }
    });
}
