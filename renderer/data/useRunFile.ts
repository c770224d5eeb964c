import type { CommandInput } from '#api';
import { attempt } from './attempt.ts';
import { useHost } from './host.ts';
import { toast } from './toasts.ts';

/** Makes files of a run on the host and lets the user save them one by one. Stops at the first that is cancelled or fails. */
export function useRunFile(): (...queries: CommandInput<'prepareRunFile'>[]) => Promise<void> {
  const { client, saveExport } = useHost();
  return (...queries) =>
    attempt(async () => {
      const saved: string[] = [];
      for (const query of queries) {
        const { ticket, fileName } = await client.prepareRunFile(query);
        if (!(await saveExport(ticket, fileName))) break;
        saved.push(fileName);
      }
      if (saved.length > 0) toast.info(`Exported ${saved.join(' and ')}.`);
    });
}
