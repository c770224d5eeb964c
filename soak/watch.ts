import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Journal } from './journal.ts';
import { lives, residentBytes } from './processes.ts';
import type { ServedHost } from './served-host.ts';

/** The log size that deleting and recording may cause; compacting writes the whole database into it. */
const ownLogBytes = 72e6;

/** Far above the targets: a busy machine alone must not reach these. */
const limits = { answerMs: 15_000, residentBytes: 700e6 } as const;

/** The worst values seen. */
export interface Extremes {
  answerMs: number;
  residentBytes: number;
  walBytes: number;
}

/** Polls whether the host responds, and measures what it uses, until `isOver`. */
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
    // A stopped process answers when it is continued.
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
