import type { Readable } from 'node:stream';

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
      .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
      .slice(-maxLines)
      .join('\n');
}
