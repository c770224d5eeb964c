import type { ExportTickets } from './export-tickets.ts';
import { writeExportFile } from './export-file.ts';

/** Saves exports to files of this machine. */
export function createExportSaver({ take }: Pick<ExportTickets, 'take'>, dataDir: string) {
  const closing = new AbortController();
  const saving = new Set<Promise<void>>();

  return {
    /** Redeems the ticket, and writes the file whole or not at all; throws the AppErrors of both. */
    async save(ticket: string, path: string, signal?: AbortSignal): Promise<void> {
      const signals = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
      const saved = writeExportFile(path, take(ticket).chunks, { dataDir, signal: signals });
      saving.add(saved);
      try {
        await saved;
      } finally {
        saving.delete(saved);
      }
    },
    /** Stops what is being saved; resolves when nothing is left of it. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.allSettled(saving);
    },
  };
}
