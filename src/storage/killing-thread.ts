import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// A thread that watches the folder of backups and kills its process at a given moment of a backup; tests use it.

/** When to kill: once the partial copy has this many bytes, or after seeing the finished copy this many times. */
export interface KillMoment {
  readonly partialBytes?: number;
  readonly looksAfterCopy?: number;
}

export interface Watch {
  readonly folder: string;
  readonly moment: KillMoment;
}

const { folder, moment } = workerData as Watch;
const { partialBytes = Infinity, looksAfterCopy = Infinity } = moment;
let looks = 0;
const isTheMoment = (): boolean => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const partial = names.find((name) => name.endsWith('.partial'));
  if (partial !== undefined) {
    const stat = statSync(join(folder, partial), { throwIfNoEntry: false });
    if (stat !== undefined && stat.size >= partialBytes) return true;
  }
  if (names.some((name) => name.endsWith('.sqlite3'))) looks += 1;
  return looks > looksAfterCopy;
};
parentPort!.postMessage('watching');
while (!isTheMoment());
process.kill(process.pid, 'SIGKILL');
