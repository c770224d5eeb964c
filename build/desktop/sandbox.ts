import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Why Chromium's sandbox, without which it aborts, cannot be had on this Linux, and the line that mends it; null if it
 * can be had, or nothing tells. It needs user namespaces for everybody, which Ubuntu restricts from 23.10 on, or its
 * helper as root's (electron#42510).
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

/** Whether the helper is root's, and runs as root whoever starts it. */
function isPrivileged(helper: string): boolean {
  const found = statSync(helper, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4777) === 0o4755;
}
