import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where Chromium keeps its own files: caches, the spell checker's dictionary, the zoom. It is separate from the data folder, which Windows
 * may copy between machines and people back up; each data folder has its own, as two can be open at once.
 */
export function sessionFolder(
  dataDir: string,
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(localFolder(platform, env, home), 'Lambdascope', 'Chromium', name);
}

/** Creates the folder if needed: Electron accepts only an existing path. Null if it cannot be created. */
export function makeSessionFolder(dataDir: string): string | null {
  const folder = sessionFolder(dataDir);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch {
    return null; // Chromium's files then go where the app's own are
  }
}

function localFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env.LOCALAPPDATA || join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Caches');
  return env.XDG_STATE_HOME || join(home, '.local', 'state'); // not a cache folder: the dictionary holds the user's own words
}
