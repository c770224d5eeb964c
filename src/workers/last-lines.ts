import type { Readable } from 'node:stream';

/** Stack frames, and what V8 prints about its heap around the one line that says that it is full. */
const noise = /^\s+at |^\s*\d+: 0x|^-----|^<---|^\[\d+:0x/;

/** Drains `stream` and remembers its end: at most `maxLines` lines, without stack frames. */
export function keepLastLines(stream: Readable | null, maxLines = 8): () => string {
  const maxCharacters = 4000;
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-maxCharacters);
  });
  return () =>
    tail
      .split('\n')
      .filter((line) => line.trim() !== '' && !noise.test(line))
      .slice(-maxLines)
      .join('\n');
}
