import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from './journal.ts';
import { lives, residentBytes } from './processes.ts';
import type { ServedHost } from './served-host.ts';

/** What deleting and recording may make of the log; compacting writes the database into it, whole. */
const ownLogBytes = 72e6;

/** Far above what is aimed at: a busy machine alone must not reach it. */
const limits = { answerMs: 15_000, residentBytes: 700e6 } as const;

/** The worst that was seen. */
export interface Extremes {
  answerMs: number;
  residentBytes: number;
  walBytes: number;
}

/** Asks the host again and again whether it is there, and looks at what it takes, until `isOver`. */
export async function watch(
  dataDir: string,
  host: () => ServedHost | null,
  journal: Journal,
  isOver: () => boolean,
): Promise<Extremes> {
  const worst: Extremes = { answerMs: 0, residentBytes: 0, walBytes: 0 };
  while (!isOver()) {
    await delay(200);
    worst.walBytes = Math.max(worst.walBytes, sizeOf(join(dataDir, 'lambdascope.sqlite3-wal')));
    const asked = host();
    if (asked === null || !lives(asked.subject)) continue;
    const { subject } = asked;
    worst.residentBytes = Math.max(worst.residentBytes, residentBytes(subject.child.pid!));
    const started = Date.now();
    const answered = await asked.call('getActivity').then(
      () => true,
      () => false,
    );
    // A process that is held answers when it is let go.
    if (!answered || subject.heldUntil >= started) continue;
    const ms = Date.now() - started;
    if (ms > 500) journal.note(`an answer took ${ms} ms`);
    worst.answerMs = Math.max(worst.answerMs, ms);
  }
  const logLimit = ownLogBytes + sizeOf(join(dataDir, 'lambdascope.sqlite3'));
  if (worst.walBytes > logLimit) journal.fault(`walBytes reached ${worst.walBytes}; allowed: ${logLimit}`);
  for (const name of ['answerMs', 'residentBytes'] as const) {
    if (worst[name] > limits[name]) journal.fault(`${name} reached ${worst[name]}; allowed: ${limits[name]}`);
  }
  return worst;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
