import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Returns when a file, or a folder's directory entries, are on disk. Windows cannot do this for folders. */
export function syncToDisk(path: string): void {
  const isFolder = statSync(path).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const descriptor = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
