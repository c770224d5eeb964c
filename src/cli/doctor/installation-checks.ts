import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspectDatabase, openStore } from '#storage';
import type { Environment } from '../environment.ts';
import { fail, type Finding, ok, warn } from './check.ts';

/** Opens a database in a folder that is deleted afterwards. */
export async function checkSqlite({ storageEntry, appVersion }: Environment): Promise<Finding> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdascope-doctor-'));
  try {
    const engineVersion = 'doctor';
    const store = await openStore({
      dataDir,
      appVersion,
      engineVersion,
      host: 'cli',
      exclusive: false,
      storageEntry,
    });
    await store.close();
    return ok('better-sqlite3 loads and creates a database');
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Checks whether the folder, or the one in which it would be created, is writable. Creates nothing. */
export function checkDataDir(dataDir: string): Finding {
  let existing = dataDir;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    return fail(`${dataDir} is not writable; check its permissions or choose another one with --data-dir`);
  }
  return ok(existing === dataDir ? `${dataDir} is writable` : `${dataDir} will be created`);
}

export function checkDatabase(dataDir: string): Finding {
  const report = inspectDatabase(dataDir);
  if (report === null) return ok('there is none yet');
  if (report.damage !== null) return fail(`it is damaged: ${report.damage}; restore a copy`);
  return ok(`it is sound and holds ${report.runs} ${report.runs === 1 ? 'run' : 'runs'}`);
}

export function checkRenderer({ rendererDir }: Environment): Finding {
  if (existsSync(join(rendererDir, 'index.html'))) return ok('the interface is built');
  return warn('the interface is not built: npm run build');
}

/** Electron is never loaded here: when asked for its path, its package would try to download it. */
export function checkElectron({ projectDir }: Environment): Finding {
  const folder = join(projectDir, 'node_modules/electron');
  const pathFile = join(folder, 'path.txt');
  if (existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8')))) {
    return ok('its binary is installed: the desktop app can open');
  }
  return warn('its binary is not installed (npx install-electron): the app is served to a browser instead');
}
