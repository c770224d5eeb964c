import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The binary in Electron's package, or why there is none. */
export type FoundBinary = { readonly binary: string } | { readonly reason: string };

/** The platforms for which the package knows files, e.g. `linux-x64`. */
export function buildsOf(folder: string): string[] {
  const checksums = JSON.parse(readFileSync(join(folder, 'checksums.json'), 'utf8')) as Record<
    string,
    string
  >;
  return Object.keys(checksums).flatMap(
    (file) => /^electron-v[^-]+-((?:linux|darwin|win32)-[^-]+)\.zip$/.exec(file)?.[1] ?? [],
  );
}

/** The binary of the package in `folder`, downloaded if necessary; `say` is then told that this takes a while. */
export async function findBinary(folder: string, say: (line: string) => void): Promise<FoundBinary> {
  const installed = installedBinary(folder);
  if (installed !== null) return { binary: installed };
  say("Fetching Electron's binary (once)...");
  const failure = await fetchBinary(folder);
  const fetched = installedBinary(folder);
  if (fetched !== null) return { binary: fetched };
  return {
    reason:
      `Electron's binary could not be downloaded (${failure ?? 'nothing arrived'}); behind a proxy set HTTPS_PROXY, ` +
      'with a mirror set ELECTRON_MIRROR',
  };
}

/** The binary of the Electron package in `folder`; null if it was never downloaded. */
export function installedBinary(folder: string): string | null {
  try {
    const binary = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8'));
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Resolves to null, or to what went wrong in a few words. */
function fetchBinary(folder: string): Promise<string | null> {
  const env = { ...process.env, ELECTRON_GET_USE_PROXY: 'true', NODE_USE_ENV_PROXY: '1' };
  const fetching = spawn(process.execPath, [join(folder, 'install.js')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  fetching.stderr.on('data', (text: Buffer) => {
    // A progress bar is meant for the user, the text of an error for the single line below.
    if (process.stderr.isTTY) process.stderr.write(text);
    said = (said + text.toString()).slice(-10_000);
  });
  return new Promise((resolve) => {
    fetching.once('error', (error) => resolve(error.message));
    fetching.once('close', (code) => resolve(code === 0 ? null : firstError(said)));
  });
}

function firstError(text: string): string | null {
  const line = text.split('\n').find((line) => /error/i.test(line));
  return line === undefined ? null : line.trim().replace(/^\w*Error: /, '');
}
