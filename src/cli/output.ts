import { once } from 'node:events';
import { OutputClosed } from './exit.ts';
import { printable } from './printable.ts';

/** Standard output with back-pressure. */
export interface Output {
  /** How many texts were written so far. */
  readonly written: number;
  /**
   * Writes text for display or JSON, with control characters made visible. Resolves when there is room for more. Rejects with OutputClosed
   * when nobody reads any more.
   */
  write(text: string): Promise<void>;
  /** The same for data that must be exact in a file; only on a terminal are its control characters made visible. */
  writeData(text: string): Promise<void>;
}

export function openOutput(stream: NodeJS.WriteStream = process.stdout): Output {
  let failure: Error | null = null;
  let written = 0;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'EPIPE' ? new OutputClosed() : error;
  });
  const requireReader = (): void => {
    if (failure) throw failure;
  };
  async function send(text: string): Promise<void> {
    requireReader();
    // once() rejects on 'error'; the reason is kept above, in our own words.
    if (!stream.write(text)) await once(stream, 'drain').catch(() => undefined);
    requireReader();
    written += 1;
  }
  return {
    get written() {
      return written;
    },
    write: (text) => send(printable(text)),
    writeData: (text) => send(stream.isTTY ? printable(text) : text),
  };
}
