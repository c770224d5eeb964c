import { randomBytes } from 'node:crypto';
import { AppError } from '#api';

/** A file to fetch, whose chunks are generated on demand: CSV and other text, or bytes. */
export interface PreparedFile {
  readonly fileName: string;
  readonly chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

const lifetimeMs = 10 * 60 * 1000;
/** More than anyone fetches at a time; keeps a program that never fetches from filling our memory. */
const maxTickets = 100;

/** Tickets that each allow fetching one export, once, within ten minutes. */
export interface ExportTickets {
  issue(file: PreparedFile): string;
  /** Throws AppError notFound if the ticket is unknown, used or expired. */
  take(ticket: string): PreparedFile;
}

export function createExportTickets(now: () => number = Date.now): ExportTickets {
  const issued = new Map<string, { readonly file: PreparedFile; readonly expiresAt: number }>();

  function dropExpired(): void {
    for (const [ticket, { expiresAt }] of issued) if (expiresAt <= now()) issued.delete(ticket);
  }

  return {
    issue(file) {
      dropExpired();
      const [oldest] = issued.keys();
      if (issued.size >= maxTickets && oldest !== undefined) issued.delete(oldest);
      const ticket = randomBytes(24).toString('base64url');
      issued.set(ticket, { file, expiresAt: now() + lifetimeMs });
      return ticket;
    },
    take(ticket) {
      dropExpired();
      const found = issued.get(ticket);
      if (!found) {
        throw new AppError('notFound', 'this export was already downloaded or has expired: request it again');
      }
      issued.delete(ticket);
      return found.file;
    },
  };
}
