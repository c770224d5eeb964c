// `npm run build && node build/packaging/measure.ts`: the size of the installed app on this system, by part, in bytes. The table is in
// docs/packaging.md.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { packageApp } from './package-app.ts';
import { thisTarget } from './target.ts';

const folder = mkdtempSync(join(tmpdir(), 'lambdascope-packaging-'));
try {
  const { asar, resources } = await packageApp(thisTarget, folder);
  say('app.asar (JavaScript, styles)', statSync(asar).size);
  say('app.asar.unpacked (SQLite)', sizeOf(`${asar}.unpacked`));
  say('licences.txt', statSync(join(resources, 'licences.txt')).size);
  const electron = resolve(import.meta.dirname, '../../node_modules/electron/dist');
  if (existsSync(electron)) say('Electron, with English alone', sizeOf(electron, isLeftOut));
  else process.stdout.write('Electron is not installed here: npx install-electron\n');
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

function say(part: string, bytes: number): void {
  process.stdout.write(`${part.padEnd(32)} ${bytes.toLocaleString('en-US').padStart(12)}\n`);
}

/** What electron-builder leaves out: other languages, and the app shown when there is none. */
function isLeftOut(name: string): boolean {
  const isLanguage = /\.(pak|lproj)$/.test(name) && /^[a-z]{2,3}([-_]\w+)?\./i.test(name);
  return name === 'default_app.asar' || (isLanguage && !/^en(-US)?\./.test(name));
}

/** Bytes of all files in a folder, except those whose name, or whose folder's name, is left out. */
function sizeOf(path: string, isOut: (name: string) => boolean = () => false): number {
  const sizes = readdirSync(path, { withFileTypes: true }).map((entry) => {
    const file = join(path, entry.name);
    if (isOut(entry.name)) return 0;
    if (entry.isDirectory()) return sizeOf(file, isOut);
    return entry.isFile() ? statSync(file).size : 0;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}
