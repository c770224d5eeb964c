import { readFile } from 'node:fs/promises';

/** The last lines of a log, from the file before it as well where that was begun a moment ago. Empty if there is none. */
export async function logTail(file: string, most: number): Promise<string[]> {
  const now = await linesOf(file);
  const before = now.length < most ? await linesOf(`${file}.1`) : [];
  return [...before, ...now].slice(-most);
}

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}
