import { join } from 'node:path';
import { app } from 'electron';

/**
 * The file with the licences of all bundled packages, at a path that other programs can open. `mainFolder` is the folder of the built main
 * files.
 */
export function licencesFile(mainFolder: string): string {
  const name = 'licences.txt';
  return app.isPackaged ? join(process.resourcesPath, name) : join(mainFolder, '..', name);
}
