// `node build/release/checksums.ts FOLDER`: writes FOLDER/SHA256SUMS for all other files in it.
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const sumsFile = 'SHA256SUMS';

/** The lines that `sha256sum --check` reads, sorted by name. Throws an Error if there is no file. */
export async function checksumsOf(folder: string): Promise<string> {
  const names = readdirSync(folder)
    .filter((name) => name !== sumsFile)
    .sort();
  if (names.length === 0) throw new Error(`${folder} is empty: there is nothing to release`);
  const lines: string[] = [];
  for (const name of names) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, name)), hash);
    lines.push(`${hash.digest('hex')}  ${name}\n`);
  }
  return lines.join('');
}

if (import.meta.main) {
  const folder = process.argv[2] ?? '.';
  writeFileSync(join(folder, sumsFile), await checksumsOf(folder));
}
