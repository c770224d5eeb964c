import type { AppEventListener } from './events.ts';

/** `signedOut`: the host responds, but no longer accepts this client, as after a restart of serve. */
export type ConnectionState = 'open' | 'lost' | 'signedOut';

/** How a client reaches a host: Electron IPC, or HTTP with a WebSocket. One conformance suite runs over both. */
export interface Transport {
  /** Whether the host is the desktop, which has commands of its own. */
  readonly isDesktop: boolean;
  /** Resolves with the command's output or rejects with an AppError. */
  request(command: string, input: unknown): Promise<unknown>;
  /** Returns a function that ends the subscription. */
  onEvent(listener: AppEventListener): () => void;
  /** Calls immediately with the current state, then on every change. */
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Lets the user save a prepared export. Resolves to false if they cancelled. */
  saveExport(ticket: string, fileName: string): Promise<boolean>;
  /** The path of a File that the user chose or dropped; null if the page may not know it. */
  pathOf(file: object): string | null;
  close(): void;
}
