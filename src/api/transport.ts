import type { AppEventListener } from './events.ts';

/** `signedOut`: the host answers, but lets this client in no more, as after a restart of serve. */
export type ConnectionState = 'open' | 'lost' | 'signedOut';

/** How a client reaches a host: Electron IPC or HTTP with a WebSocket. One conformance suite runs over both. */
export interface Transport {
  /** Whether the host is the desktop, which knows commands of its own. */
  readonly isDesktop: boolean;
  /**
   * Resolves, within a moment, when events tell of all that changes after what is read from then on: a page that waits for it reads
   * nothing twice at its start. Never rejects.
   */
  readonly watching: Promise<void>;
  /** Resolves with the command's output or rejects with an AppError. */
  request(command: string, input: unknown): Promise<unknown>;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Calls with the present state at once, then on every change. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Lets the user save a prepared export. Resolves to false when they cancelled. */
  saveExport(ticket: string, fileName: string): Promise<boolean>;
  /** Where a File that the user chose or dropped is on the disk; null where a page may not know. */
  pathOf(file: object): string | null;
  close(): void;
}
