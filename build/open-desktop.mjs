import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { project } from './paths.mjs';

/**
 * Opens the desktop app and resolves to null when its window was closed, or resolves at once to the reason why it
 * cannot be opened on this machine.
 */
export async function openDesktop(userArguments) {
  if (process.platform === 'linux') {
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
    if (process.getuid?.() === 0) return 'Electron does not run as root';
  }
  const binary = installedBinary() ?? downloadBinary();
  if (binary === null) return "Electron's binary could not be downloaded";

  const window = spawn(binary, [project('.'), ...userArguments], { stdio: 'inherit' });
  return new Promise((resolve) => {
    window.once('error', (error) => resolve(error.message));
    window.once('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve(null);
    });
  });
}

function installedBinary() {
  const folder = project('node_modules/electron');
  try {
    const binary = `${folder}/dist/${readFileSync(`${folder}/path.txt`, 'utf8')}`;
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

function downloadBinary() {
  process.stderr.write("Fetching Electron's binary (once)...\n");
  spawnSync(process.execPath, [project('node_modules/electron/install.js')], { stdio: 'ignore' });
  return installedBinary();
}
