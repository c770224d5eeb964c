import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Why Chromium's sandbox, without which it aborts, is unavailable on this Linux, and the command that fixes it; null if it is available or
 * this cannot be determined. It needs either user namespaces for every user, which Ubuntu restricts from 23.10 on, or its setuid-root
 * helper (electron#42510).
 */
export function sandboxObstacle(binary: string, unshare = 'unshare'): string | null {
  const helper = join(dirname(binary), 'chrome-sandbox');
  const { error, status } = spawnSync(unshare, ['-Ur', 'true'], { stdio: 'ignore' });
  if (error !== undefined || status === 0 || isPrivileged(helper)) return null;
  return (
    "this system keeps Chromium's sandbox from starting; to allow it, type: " +
    `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

/** Whether the helper belongs to root, and runs as root whoever starts it. */
function isPrivileged(helper: string): boolean {
  const found = statSync(helper, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4777) === 0o4755;
}
