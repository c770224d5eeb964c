import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The size of each entry of `folder` in bytes, largest first. Entries that are not the app's own are summed up as `others`. */
export async function folderSizes(
  folder: string,
  isOwn: (name: string) => boolean,
): Promise<[string, number][]> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(folder).catch(() => [])) {
    const told = isOwn(name) ? name : 'others';
    sizes.set(told, (sizes.get(told) ?? 0) + (await bytesOf(join(folder, name))));
  }
  return [...sizes].sort(([, one], [, other]) => other - one);
}

/** The size of a file, or of all files below a folder. Anything that disappears during the walk counts as zero. */
async function bytesOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  const names = await readdir(path).catch(() => []);
  const below = await Promise.all(names.map((name) => bytesOf(join(path, name))));
  return below.reduce((sum, bytes) => sum + bytes, 0);
}
