import type { ExportTickets } from './export-tickets.ts';
import { writeExportFile } from './export-file.ts';

/** Saves exports to files on this machine. */
export function createExportSaver({ take }: Pick<ExportTickets, 'take'>, dataDir: string) {
  const closing = new AbortController();
  const saving = new Set<Promise<void>>();

  return {
    /** Redeems the ticket, and writes the file completely or not at all; throws the AppErrors of both. */
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
    /** Stops saving; resolves when nothing is left of unfinished files. */
    async close(): Promise<void> {
      closing.abort();
      await Promise.allSettled(saving);
    },
  };
}
