import { fork } from 'node:child_process';
import { rmSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import type { Journal } from './journal.ts';
import { lives, trainersOf, type Subject } from './processes.ts';

export interface Disturbing {
  readonly dataDir: string;
  readonly chance: Chance;
  readonly journal: Journal;
  /** Processes of the app that are now alive. */
  subjects(): readonly Subject[];
  /** Whether the folder is on a small disk of its own, which may be filled. */
  readonly hasOwnDisk: boolean;
}

type Disturbance = (disturbing: Disturbing) => Promise<void>;

/** What can happen to a process or the folder. Each is over when it resolves. */
export const disturbances: Readonly<Record<string, Disturbance>> = {
  kill: (disturbing) => end(disturbing, 'SIGKILL'),
  killAgain: (disturbing) => end(disturbing, 'SIGKILL'),
  terminate: (disturbing) => end(disturbing, 'SIGTERM'),
  async killTrainer({ chance, journal, subjects }) {
    const trainers = subjects().flatMap(({ child }) => trainersOf(child.pid!));
    if (trainers.length === 0) return;
    const trainer = chance.one(trainers);
    journal.note(`SIGKILL trainer (${trainer})`);
    signal(trainer, 'SIGKILL');
    journal.count('trainers killed');
  },
  async hold({ chance, journal, subjects }) {
    const victim = oneOf(chance, subjects());
    if (!victim) return;
    const ms = chance.whole(200, 4000);
    journal.note(`SIGSTOP ${victim.what} (${victim.child.pid}) for ${ms} ms`);
    journal.count('processes held');
    victim.heldUntil = Date.now() + ms + 1000;
    signal(victim.child.pid!, 'SIGSTOP');
    await delay(ms);
    if (lives(victim)) signal(victim.child.pid!, 'SIGCONT');
  },
  async lock({ dataDir, chance, journal }) {
    const ms = chance.whole(100, 9000);
    journal.note(`a foreign lock of ${ms} ms`);
    journal.count('foreign locks');
    const holder = fork(join(import.meta.dirname, '../bench/hold-lock.mjs'), [dataDir, String(ms)]);
    await new Promise((resolve) => holder.once('exit', resolve));
  },
  async fillDisk({ dataDir, chance, journal, hasOwnDisk }) {
    if (!hasOwnDisk) return;
    const ms = chance.whole(200, 5000);
    const filler = join(dataDir, `soak-filler-${chance.whole(0, 1e9)}`);
    const file = openSync(filler, 'w');
    journal.note(`no space for ${ms} ms`);
    journal.count('times the disk was full');
    try {
      const block = Buffer.alloc(65_536);
      const until = Date.now() + ms;
      while (Date.now() < until) {
        // Space that the app frees is filled as well.
        if (!writes(file, block)) await delay(20);
      }
    } finally {
      closeSync(file);
      rmSync(filler, { force: true });
    }
  },
};

async function end({ chance, journal, subjects }: Disturbing, kind: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const victim = oneOf(chance, subjects());
  if (!victim) return;
  victim.isEnded = true;
  journal.note(`${kind} ${victim.what} (${victim.child.pid})`);
  journal.count(kind === 'SIGKILL' ? 'processes killed' : 'processes terminated');
  signal(victim.child.pid!, kind);
  if (kind === 'SIGKILL') return;
  // However it is held up, by a lock or by SIGSTOP, it has to end.
  const isOver = await Promise.race([victim.exited.then(() => true), delay(45_000).then(() => false)]);
  if (!isOver) {
    journal.fault(`${victim.what} has not ended within 45 s of SIGTERM: ${victim.stderr()}`);
    signal(victim.child.pid!, 'SIGKILL');
  }
}

function oneOf(chance: Chance, subjects: readonly Subject[]): Subject | null {
  const victims = subjects.filter((subject) => lives(subject) && !subject.isEnded);
  return victims.length === 0 ? null : chance.one(victims);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}

function writes(file: number, block: Buffer): boolean {
  try {
    return writeSync(file, block) === block.length;
  } catch {
    return false;
  }
}
