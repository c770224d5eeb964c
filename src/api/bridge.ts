import type { Answer } from './dispatcher.ts';
import type { AppEvent } from './events.ts';

/** What the preload exposes to the page as `window.lambdascope`: named functions and plain data, nothing of Electron. */
export interface Bridge {
  request(command: string, input: unknown): Promise<Answer>;
  /** Returns a function that ends the subscription. */
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Asks where to save and writes the file; false if the user cancelled. */
  saveExport(ticket: string, fileName: string): Promise<Answer>;
  /** The path of a File that the user chose or dropped; empty if it is not on disk. */
  pathOf(file: object): string;
}
