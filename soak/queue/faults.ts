import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Journal } from '../journal.ts';
import { lives, trainersOf } from '../processes.ts';
import type { Lab, Seat } from './lab.ts';
import type { Death } from './takeovers.ts';

interface Faulting {
  readonly lab: Lab;
  readonly chance: Chance;
  readonly journal: Journal;
  /** Longest cut and longest sleep, in seconds. */
  readonly longest: number;
  /** Called for each worker that is killed. */
  readonly onDeath: (death: Death) => void;
}

type Fault = (faulting: Faulting) => Promise<void>;

/** What can happen to a lab. Each is over, and everyone is back, when it resolves. */
export const faults: Readonly<Record<string, Fault>> = {
  killWorker: (faulting) => end(faulting, 'SIGKILL', anyWorker(faulting)),
  killWorkerAgain: (faulting) => end(faulting, 'SIGKILL', anyWorker(faulting)),
  terminateWorker: (faulting) => end(faulting, 'SIGTERM', anyWorker(faulting)),
  killHost: (faulting) => end(faulting, 'SIGKILL', faulting.lab.host),
  terminateHost: (faulting) => end(faulting, 'SIGTERM', faulting.lab.host),
  async killTrainer(faulting) {
    const { subject, what } = anyWorker(faulting);
    const trainers = lives(subject) ? trainersOf(subject.child.pid!) : [];
    if (trainers.length === 0) return;
    noteDown(faulting, 'trainers killed', `SIGKILL a trainer of ${what}`);
    signal(faulting.chance.one(trainers), 'SIGKILL');
  },
  /** Longer than the lock, so that another worker takes its runs over before it is back. */
  sleep: (faulting) => hold(faulting, anyWorker(faulting), 11, Math.max(11, faulting.longest)),
  nap: (faulting) => hold(faulting, anyWorker(faulting), 1, 9),
  hostNap: (faulting) => hold(faulting, faulting.lab.host, 1, 15),
  async cut(faulting) {
    const { link, what } = anySeat(faulting);
    const seconds = faulting.chance.whole(1, faulting.longest);
    noteDown(faulting, 'networks cut', `cut ${what} off for ${seconds} s`);
    link.cut();
    await delay(1000 * seconds);
    link.mend();
  },
  async silence(faulting) {
    const { link, what } = anySeat(faulting);
    const seconds = faulting.chance.whole(1, faulting.longest);
    noteDown(faulting, 'networks silenced', `nothing passes to and from ${what} for ${seconds} s`);
    link.silence();
    await delay(1000 * seconds);
    link.mend();
  },
  async breakInMidMessage(faulting) {
    const { link, what } = anySeat(faulting);
    if (link.breakAfter === undefined) return;
    const bytes = faulting.chance.whole(1, 300_000);
    noteDown(
      faulting,
      'connections broken in mid-message',
      `${what} loses its connection after ${bytes} bytes`,
    );
    link.breakAfter(bytes);
  },
  async slow(faulting) {
    const { link, what } = anySeat(faulting);
    if (link.slowDown === undefined) return;
    const ms = faulting.chance.whole(20, 400);
    noteDown(faulting, 'networks slowed', `${what} is ${ms} ms away for 5 s`);
    link.slowDown(ms);
    await delay(5000);
    link.mend();
  },
  async killRedis(faulting) {
    const ms = faulting.chance.whole(100, 8000);
    noteDown(faulting, 'times Redis was killed', `SIGKILL Redis, back after ${ms} ms`);
    await faulting.lab.redis.kill();
    await delay(ms);
    await faulting.lab.redis.start();
  },
};

const anyWorker = ({ lab, chance }: Faulting): Seat => chance.one(lab.workers);
const anySeat = ({ lab, chance }: Faulting): Seat => chance.one([lab.host, ...lab.workers]);

function noteDown({ journal }: Faulting, counted: string, text: string): void {
  journal.note(text);
  journal.count(counted);
}

async function end(faulting: Faulting, kind: 'SIGKILL' | 'SIGTERM', seat: Seat): Promise<void> {
  const { subject, what } = seat;
  // A stopped process does not receive SIGTERM.
  if (!lives(subject) || subject.isEnded || subject.heldUntil > Date.now()) return;
  subject.isEnded = true;
  const ms = faulting.chance.whole(0, 4000);
  noteDown(faulting, `${what.replace(/-.*/, '')}s ended by ${kind}`, `${kind} ${what}, back ${ms} ms after`);
  signal(subject.child.pid!, kind);
  if (kind === 'SIGKILL') faulting.onDeath({ worker: what, at: Date.now() });
  const isOver = await Promise.race([subject.exited.then(() => true), delay(45_000).then(() => false)]);
  if (!isOver) {
    faulting.journal.fault(`${what} has not ended within 45 s of ${kind}: ${subject.stderr()}`);
    signal(subject.child.pid!, 'SIGKILL');
    await subject.exited;
  }
  await delay(ms);
  await seat.restart();
}

async function hold(faulting: Faulting, { subject, what }: Seat, least: number, most: number): Promise<void> {
  if (!lives(subject) || subject.isEnded || subject.heldUntil > Date.now()) return;
  const seconds = faulting.chance.whole(least, most);
  noteDown(faulting, 'processes held', `SIGSTOP ${what} for ${seconds} s`);
  subject.heldUntil = Date.now() + seconds * 1000;
  signal(subject.child.pid!, 'SIGSTOP');
  await delay(seconds * 1000);
  if (lives(subject)) signal(subject.child.pid!, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}
