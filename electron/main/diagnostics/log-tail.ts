import { readFile } from 'node:fs/promises';

/** The last `most` lines of a log, continuing into the previous file if the log was just rotated. Empty if there is no log. */
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
