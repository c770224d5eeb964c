import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that the desktop app uses, so that all hosts and the command line share one history. */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lambdascope');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Lambdascope');
  return join(env.XDG_CONFIG_HOME || join(home, '.config'), 'Lambdascope');
}
