import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The object that the JSON file holds; empty where there is none, or where somebody broke it. */
export function readKept(file: string): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept)
      ? (kept as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}

/** Replaces the file, whole or not at all. Throws what the file system does. */
export function writeKept(file: string, kept: Readonly<Record<string, unknown>>): void {
  const partial = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(partial, `${JSON.stringify(kept, null, 2)}\n`, { flag: 'wx', flush: true });
    renameSync(partial, file);
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  }
}
