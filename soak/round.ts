import { setTimeout as delay } from 'node:timers/promises';
import { createChance } from './chance.ts';
import { cliActions, withoutNames } from './cli-actions.ts';
import { disturbances } from './disturbances.ts';
import { type Acting, deleteHalf, hostActions } from './host-actions.ts';
import type { Journal } from './journal.ts';
import type { Ledger, ToldRun } from './ledger.ts';
import { lives, startCli, type Subject } from './processes.ts';
import { Refusal, type ServedHost, startServe } from './served-host.ts';
import { type Extremes, watch } from './watch.ts';

export interface RoundOptions {
  readonly dataDir: string;
  readonly filesDir: string;
  readonly hasOwnDisk: boolean;
  readonly seed: number;
  readonly round: number;
  /** Whether half of the runs are deleted first, to limit the size of the folder. */
  readonly isCrowded: boolean;
  /** How long it is disturbed, in milliseconds. */
  readonly ms: number;
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly newName: () => string;
}

const settleMs = 240_000;

/** One host and two command lines at a time work on the folder and are disturbed; then everything is left to come to rest, and closed. */
export async function playRound(options: RoundOptions): Promise<Extremes> {
  const { dataDir, filesDir, hasOwnDisk, seed, round, isCrowded, ms, ledger, journal, newName } = options;
  const until = Date.now() + ms;
  const isOver = (): boolean => Date.now() >= until;
  const subjects = new Set<Subject>();
  const began = (subject: Subject): void => {
    subjects.add(subject);
    void subject.exited.then(() => subjects.delete(subject));
  };
  let host: ServedHost | null = null;
  let isSettled = false;
  const acting = (part: string): Acting => ({
    ledger,
    journal,
    newName,
    chance: createChance(seed, part, round),
  });

  async function ensureHost(): Promise<ServedHost> {
    // A host that was told to end may go on for a while, but no longer answers.
    while (host === null || host.subject.isEnded || !lives(host.subject)) {
      if (host) await requireReason(host.subject, journal);
      host = await startServe(dataDir, began);
      if (host === null) await delay(500);
      else journal.note(`serve is ready (${host.subject.child.pid})`);
    }
    return host;
  }

  async function driveHost(): Promise<void> {
    const { chance, ...rest } = acting('host');
    while (!isOver()) {
      const name = chance.one(Object.keys(hostActions));
      const target = await ensureHost();
      try {
        await hostActions[name]!({ ...rest, chance, host: target });
        journal.count('commands answered');
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        if (thrown.code === 'internal') journal.fault(`${name}: ${thrown.message}`);
        else if (thrown.code !== 'noAnswer') journal.count(`refused: ${withoutNames(thrown.message)}`);
        journal.note(`${name}: ${thrown.code}: ${thrown.message}`);
      }
      await delay(chance.whole(0, 300));
    }
  }

  async function driveCli(part: string): Promise<void> {
    const own = { ...acting(part), dataDir, filesDir, began };
    while (!isOver()) {
      await delay(own.chance.whole(0, 500));
      if (await cliActions[own.chance.one(Object.keys(cliActions))]!(own))
        journal.count('command lines done');
    }
  }

  async function disturb(part: string): Promise<void> {
    const { chance } = acting(part);
    const disturbing = { dataDir, hasOwnDisk, chance, journal, subjects: () => [...subjects] };
    while (!isOver()) {
      await delay(chance.whole(200, 2000));
      await disturbances[chance.one(Object.keys(disturbances))]!(disturbing);
    }
  }

  const watching = watch(
    dataDir,
    () => host,
    journal,
    () => isSettled,
  );
  const first = { ...acting('crowd'), host: await ensureHost() };
  if (isCrowded) await deleteHalf(first).catch((thrown) => journal.fault(`deleting half: ${thrown}`));
  await Promise.all(
    [driveHost(), driveCli('first'), driveCli('second'), disturb('one hand'), disturb('the other')].map(
      inTime,
    ),
  );
  await comeToRest(await ensureHost(), journal);
  isSettled = true;
  const worst = await watching;
  await close(await ensureHost(), journal);
  const last = startCli('the last list', ['list', '--json', '--data-dir', dataDir]);
  last.child.stdout!.resume();
  const { code } = await last.exited;
  if (code !== 0) journal.fault(`the last list ended with code ${code}: ${last.stderr()}`);
  return worst;

  /** Everything under way has to finish within a certain time after the end of the round. */
  async function inTime(work: Promise<void>): Promise<void> {
    const inGoodTime = await Promise.race([
      work.then(() => true),
      delay(ms + settleMs, false, { ref: false }),
    ]);
    if (inGoodTime) return;
    const alive = [...subjects].map(({ what, child, stderr }) => `${what} (${child.pid}) ${stderr()}`);
    journal.fault(`after ${settleMs / 1000} s of rest there still are: ${alive.join('; ')}`);
    for (const subject of subjects) {
      subject.isEnded = true;
      subject.child.kill('SIGKILL');
    }
  }
}

async function requireReason(subject: Subject, journal: Journal): Promise<void> {
  const { code, signal } = await subject.exited;
  if (subject.isEnded) return;
  journal.fault(`serve ended by itself with ${code ?? signal}: ${subject.stderr()}`);
  subject.isEnded = true;
}

/** Waits until nothing is queued, training or being deleted. Whatever makes no progress is stuck. */
async function comeToRest(host: ServedHost, journal: Journal): Promise<void> {
  let [before, since] = ['', Date.now()];
  for (;;) {
    const { deleting } = await host.call<{ deleting: unknown }>('getActivity');
    // Includes runs of dead processes, which the host finds after a while.
    const { runs } = await host.call<{ runs: ToldRun[] }>('listRuns', { limit: 1000 });
    const live = runs.filter(({ status }) => /^(queued|running|paused)$/.test(status));
    if (live.length === 0 && deleting === null) return;
    // Repeatedly: a pause may have been requested while nothing could be stored, and take effect only now.
    if (live.some(({ status }) => status === 'paused'))
      // A pause requested earlier may take effect only now.
      if (live.some(({ status }) => status === 'paused')) await host.call('continueRuns');
    const now = JSON.stringify({
      deleting,
      live: live.map(({ name, status, epochsDone }) => [name, status, epochsDone]),
    });
    if (now !== before) [before, since] = [now, Date.now()];
    if (Date.now() - since > settleMs) return journal.fault(`nothing goes on any more: ${now}`);
    await delay(250);
  }
}

async function close({ subject }: ServedHost, journal: Journal): Promise<void> {
  subject.isEnded = true;
  subject.child.kill('SIGTERM');
  const end = await Promise.race([subject.exited, delay(30_000, null, { ref: false })]);
  if (end === null) {
    journal.fault('serve has not ended within 30 s of SIGTERM, at rest');
    subject.child.kill('SIGKILL');
    await subject.exited;
  } else if (end.code !== 0) {
    journal.fault(`serve ended with ${end.code ?? end.signal} at SIGTERM, at rest: ${subject.stderr()}`);
  }
}
