import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/** Stack frames, and what V8 prints about its heap around the one line that says it is full. */
const noise = /^\s+at |^\s*\d+: 0x|^-----|^<---|^\[\d+:0x/;

/** The end of a process's output. */
export interface LastLines {
  /** Drains `stream` and remembers its end. Call again if somebody removed its listeners. */
  hear(stream: Readable | null): void;
  /** At most `maxLines` lines, without stack frames. */
  read(): string;
}

export function keepLastLines(maxLines = 8): LastLines {
  const maxCharacters = 4000;
  const decoder = new StringDecoder();
  let tail = '';
  return {
    hear(stream) {
      stream?.on('data', (data: Buffer) => {
        tail = (tail + decoder.write(data)).slice(-maxCharacters);
      });
    },
    read: () =>
      tail
        .split('\n')
        .filter((line) => line.trim() !== '' && !noise.test(line))
        .slice(-maxLines)
        .join('\n'),
  };
}
