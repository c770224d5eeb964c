import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Writes a page that redirects to `url` and that only its owner can read: an address passed directly to a browser appears on a command
 * line, which everyone on the machine can read. `remove` deletes it, and may be called repeatedly.
 */
export function writeRedirectPage(url) {
  const folder = mkdtempSync(join(tmpdir(), 'lambdascope-link-')); // 0700
  const path = join(folder, 'open.html');
  const address = url.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const page = `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Opening Lambdascope</title>
<a href="${address}">Open Lambdascope</a>
`;
  writeFileSync(path, page, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }) };
}
