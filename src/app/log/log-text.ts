import { inspect } from 'node:util';

/** Maximum length of one entry, in characters; the rest is cut. */
const maxLength = 8000;

/**
 * A message on one line: characters that would break the line, or control a terminal that shows it, are escaped. Secrets in links are
 * removed.
 */
export function oneLine(message: string): string {
  const line = message
    .replaceAll(/(token=)[\w-]+/g, '$1…')
    .replaceAll(/\s*\n\s*/g, ' | ')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** An error with its stack and its causes; any other value as Node shows it. */
export function describeDefect(thrown: unknown): string {
  return inspect(thrown, { depth: 3, breakLength: Infinity });
}
