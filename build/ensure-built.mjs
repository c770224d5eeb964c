import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { writeLicences } from './packaging/licences.ts';
import { project } from './paths.mjs';

const sources = ['src', 'electron', 'renderer', 'migrations', 'build/guide', 'docs/guide'];
const configs = [
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'build/packaging/licences.ts',
  'docs/guide.md',
];
const stampFile = project('out/.stamp');
const lockFolder = project('node_modules/.lambdascope-build');

/**
 * Builds out/ unless it was built from exactly these sources. Two simultaneous calls build once: the second waits. If the build fails,
 * exits with its exit code and output.
 */
export async function ensureBuilt({ force = false } = {}) {
  if (!force && readStamp() === fingerprint()) return;
  const release = await lock();
  try {
    const stamp = fingerprint();
    if (!force && readStamp() === stamp) return;
    build();
    writeFileSync(stampFile, stamp);
  } finally {
    release();
  }
}

function build() {
  if (process.stderr.isTTY) process.stderr.write('Building Lambdascope...\n');
  rmSync(stampFile, { force: true });
  const bin = project('node_modules/electron-vite/bin/electron-vite.js');
  const result = spawnSync(process.execPath, [bin, 'build', '--logLevel', 'warn'], {
    cwd: project('.'),
    encoding: 'utf8',
  });
  const failure = result.status === 0 ? licencesFailure() : `${result.stdout}${result.stderr}`;
  if (failure === null) return;
  process.stderr.write(`${failure}The build failed.\n`);
  rmSync(lockFolder, { recursive: true, force: true, maxRetries: 10 });
  process.exit(result.status || 1);
}

function licencesFailure() {
  try {
    writeLicences();
    return null;
  } catch (error) {
    return `${error.message}\n`;
  }
}

function readStamp() {
  try {
    return readFileSync(stampFile, 'utf8');
  } catch {
    return null;
  }
}

/** A hash of every source's path, size and time: a few milliseconds, while reading them would take longer. */
function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const folder of sources) {
    const entries = readdirSync(project(folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile() && !/(\.test|[.-]fixture)\.ts$/.test(entry.name))
        add(`${entry.parentPath}/${entry.name}`);
    }
  }
  configs.map(project).forEach(add);
  return hash.digest('hex');
}

/** Waits for the lock, a folder that only one process can create. The lock of a dead process is taken over. */
async function lock() {
  const ownerFile = `${lockFolder}/pid`;
  for (;;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(ownerFile, String(process.pid));
      return () => rmSync(lockFolder, { recursive: true, force: true, maxRetries: 10 });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isAbandoned(ownerFile)) rmSync(lockFolder, { recursive: true, force: true, maxRetries: 10 });
      else await delay(100);
    }
  }
}

function isAbandoned(ownerFile) {
  try {
    process.kill(Number(readFileSync(ownerFile, 'utf8')), 0);
    return false;
  } catch (error) {
    // The owner may be between creating the folder and writing its pid: give it a second.
    if (error.code === 'ENOENT')
      return Date.now() - statSync(lockFolder, { throwIfNoEntry: false })?.mtimeMs > 1000;
    return error.code === 'ESRCH';
  }
}
