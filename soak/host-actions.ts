import type { Chance } from './chance.ts';
import { drawConfig } from './configs.ts';
import type { Journal } from './journal.ts';
import type { KnownRun, Ledger, ToldRun } from './ledger.ts';
import type { ServedHost } from './served-host.ts';

export interface Acting {
  readonly ledger: Ledger;
  readonly journal: Journal;
  readonly chance: Chance;
  /** A name that nothing has had before. */
  newName(): string;
}

interface ActingOnHost extends Acting {
  readonly host: ServedHost;
}

interface Runs {
  readonly runs: readonly ToldRun[];
}

type Action = (acting: ActingOnHost) => Promise<void>;

/** What a person or a program does with a host; an entry listed several times is drawn more often. */
export const hostActions: Readonly<Record<string, Action>> = {
  async createRuns({ host, ledger, chance, newName }) {
    const configs = Array.from({ length: chance.whole(1, 4) }, () => drawConfig(chance, newName()));
    learn(ledger, await host.call<Runs>('createRuns', { configs }));
  },
  async createSweep({ host, chance, newName }) {
    const name = newName();
    const axes = [{ points: [0, 1e-3, 1e-1].map((lambda) => ({ 'layers.0.weightRegularizerL2': lambda })) }];
    await host.call('createSweep', {
      definition: { name, base: drawConfig(chance, name), axes, seeds: [0, 1] },
    });
  },
  async trainMissing({ host, chance }) {
    const { sweeps } = await host.call<{ sweeps: { id: string }[] }>('listSweeps');
    if (sweeps.length > 0) await host.call('trainMissing', { id: chance.one(sweeps).id });
  },
  async trashSweep({ host, ledger, chance }) {
    const { sweeps } = await host.call<{ sweeps: { id: string }[] }>('listSweeps');
    if (sweeps.length < 3) return;
    const { id } = chance.one(sweeps);
    const page = await host.call<Runs>('listRuns', { sweepId: id, limit: 1000 });
    const members = page.runs.map((run) => ledger.learn(run));
    for (const member of members) member.isTrashed = 'perhaps';
    await host.call('trashSweep', { id });
  },
  listRuns: async ({ host, ledger }) => learn(ledger, await host.call<Runs>('listRuns', { limit: 1000 })),
  async readRun({ host, ledger, chance }) {
    const run = pick(ledger, chance);
    if (run) ledger.learn(await host.call<ToldRun>('getRun', { id: run.id }));
  },
  async readSeries({ host, ledger, chance, journal }) {
    const run = pick(ledger, chance);
    if (!run) return;
    const { epochs: atLeast } = run;
    const metrics = ['loss', 'validationLoss'];
    const { epochsDone } = await host.call<{ epochsDone: number }>('readSeries', { id: run.id, metrics });
    if (epochsDone < atLeast)
      journal.fault(`${run.name}: a curve of ${epochsDone} epochs, of ${atLeast} that were told of before`);
    run.epochs = Math.max(run.epochs, epochsDone);
  },
  async note({ host, ledger, chance, newName }) {
    const run = pick(ledger, chance);
    if (!run) return;
    const notes = newName();
    run.notes.push(notes);
    ledger.learn(await host.call<ToldRun>('updateRun', { id: run.id, notes }));
    run.notes.splice(0, run.notes.length, notes);
  },
  async tag({ host, ledger, chance }) {
    const runs = chance.some(ledger.present(), 5);
    if (runs.length === 0) return;
    const tag = `tag ${chance.whole(1, 5)}`;
    await host.call('tagRuns', { ids: runs.map(({ id }) => id), add: [tag] });
    for (const run of runs) run.tags.add(tag);
  },
  pause: ({ host }) => host.call('pauseRuns'),
  goOn: ({ host }) => host.call('continueRuns'),
  async stop({ host, ledger, chance }) {
    const runs = chance.some(ledger.present(), 2).filter(({ isCompleted }) => !isCompleted);
    if (runs.length > 0) await host.call('stopRuns', { ids: runs.map(({ id }) => id) });
  },
  async resume({ host, ledger }) {
    const { runs } = await host.call<Runs>('listRuns', { limit: 1000 });
    const broken = runs.filter(({ status }) => status === 'interrupted' || status === 'stopped').slice(0, 10);
    if (broken.length > 0) {
      learn(ledger, await host.call<Runs>('resumeRuns', { ids: broken.map(({ id }) => id) }));
    }
  },
  trash: (acting) => trash(acting, 6),
  async restore({ host, ledger, chance }) {
    const runs = chance.some(
      ledger.present().filter(({ isTrashed }) => isTrashed === true),
      2,
    );
    if (runs.length === 0) return;
    for (const run of runs) run.isTrashed = 'perhaps';
    await host.call('restoreRuns', { ids: runs.map(({ id }) => id) });
    for (const run of runs) run.isTrashed = false;
  },
  async emptyTrash({ host, ledger }) {
    const trashed = ledger.runs().filter(({ isTrashed }) => isTrashed !== false);
    // Only what was certainly in the trash is certainly deleted: a run that is only `perhaps` in the trash may stay.
    for (const run of trashed) if (run.isDeleted === false) run.isDeleted = 'perhaps';
    await host.call('emptyTrash');
    for (const run of trashed) if (run.isTrashed === true) run.isDeleted = true;
  },
  compact: ({ host }) => host.call('compactDatabase'),
  async setPreference({ host, newName }) {
    await host.call('setPreference', { key: 'theme', value: newName().length % 2 ? 'dark' : 'light' });
  },
};

/** Moves up to `count` runs to the trash. */
async function trash({ host, ledger, chance }: ActingOnHost, count: number): Promise<void> {
  const runs = chance.some(ledger.present(), count).filter(({ isTrashed }) => isTrashed === false);
  if (runs.length === 0) return;
  for (const run of runs) run.isTrashed = 'perhaps';
  await host.call('trashRuns', { ids: runs.map(({ id }) => id) });
  for (const run of runs) run.isTrashed = true;
}

/** Deletes half of the runs, all of which have ended. */
export async function deleteHalf(acting: ActingOnHost): Promise<void> {
  await trash(acting, Math.ceil(acting.ledger.present().length / 2));
  await hostActions.emptyTrash!(acting);
}

function learn(ledger: Ledger, { runs }: Runs): void {
  for (const run of runs) ledger.learn(run);
}

function pick(ledger: Ledger, chance: Chance): (KnownRun & { readonly id: string }) | null {
  const runs = ledger.present();
  return runs.length === 0 ? null : chance.one(runs);
}
