import { printableLine } from './printable.ts';

/** A line on a terminal that shows the progress of something. */
export interface ProgressBar {
  /** @param label what is being done, if it differs from the bar's own label */
  update(done: number, total: number, label?: string): void;
  /** Removes the line, before other text is written or at the end. */
  clear(): void;
}

const width = 30;

/** A progress bar on stderr; does nothing if that is not a terminal. */
export function createProgressBar(label: string, stream: NodeJS.WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { update: () => undefined, clear: () => undefined };
  return {
    update(done, total, doing = label) {
      const filled = Math.floor((done / total) * width);
      const bar = '█'.repeat(filled) + '░'.repeat(width - filled);
      stream.write(`\r\x1b[K${printableLine(doing)} ${bar} ${done}/${total}`);
    },
    clear: () => void stream.write('\r\x1b[K'),
  };
}
