import { AppError, type SweepDetail, type SweepSummary, type UnreadableConfirmation } from '#api';
import { createGridReader, requireGrid, type StoredSweep, summarizeSweep } from '#storage';
import {
  type ConfirmationState,
  describeConfirmation,
  readConfirmation,
  unrevealedRuns,
} from './describe-confirmation.ts';
import { detailSweep, readSweep, type SweepState } from './describe-sweep.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import type { Services } from './services.ts';

export type SweepReader = ReturnType<typeof createSweepReader>;

/** Reads sweeps for the command handlers. Each grid is parsed once while it stays the same. */
export function createSweepReader({ store, events, compute }: Services) {
  const readGrid = createGridReader();
  const gridOf = (sweep: StoredSweep) => requireGrid(sweep, readGrid(sweep));

  async function stateOf(id: string): Promise<SweepState> {
    const sweep = await store.getSweep(id);
    return readSweep(store, sweep, readGrid(sweep));
  }

  /** The readable confirmations, oldest first, and the unreadable ones. */
  async function readConfirmations({ sweep, result }: SweepState) {
    const states: ConfirmationState[] = [];
    const unreadable: UnreadableConfirmation[] = [];
    for (const stored of await store.confirmationsOf(sweep.id)) {
      try {
        states.push(readConfirmation(result.definition.base, stored));
      } catch (thrown) {
        const { code, message } = AppError.from(thrown);
        if (code !== 'notReadable') throw thrown;
        unreadable.push({ id: stored.id, createdAt: stored.createdAt, problem: message });
      }
    }
    return { states, unreadable };
  }

  /** Reading a finished confirmation shows its test sets: its runs are marked as revealed. */
  async function confirmationsOf(
    state: SweepState,
  ): Promise<Pick<SweepDetail, 'confirmations' | 'unreadableConfirmations'>> {
    let { states, unreadable } = await readConfirmations(state);
    const unrevealed = states.flatMap(unrevealedRuns);
    if (unrevealed.length > 0) {
      await store.revealTests(unrevealed);
      events.runsChanged(unrevealed);
      ({ states, unreadable } = await readConfirmations(state));
    }
    const confirmations = states.map((one) => describeConfirmation(one, compute.concurrency));
    return { confirmations, unreadableConfirmations: unreadable };
  }

  return {
    /** Runs the actions that change a sweep one after the other, by its id, so that what each has read stays valid. */
    inTurn: createKeyedQueue(),
    gridOf,
    stateOf,
    confirmationStates: async (state: SweepState): Promise<ConfirmationState[]> =>
      (await readConfirmations(state)).states,
    async detailOf(id: string): Promise<SweepDetail> {
      const state = await stateOf(id);
      return { ...detailSweep(state, compute.concurrency), ...(await confirmationsOf(state)) };
    },
    /** Works even for a sweep whose grid cannot be read. */
    async summaryOf(id: string): Promise<SweepSummary> {
      const sweep = await store.getSweep(id);
      return summarizeSweep(sweep, readGrid(sweep), (await store.sweepRuns(id)).runs, compute.concurrency);
    },
  };
}

export function requireOutOfTrash({ id, trashedAt }: StoredSweep): void {
  if (trashedAt !== null) {
    throw new AppError('conflict', `sweep ${id} is in the trash; restore it first`);
  }
}
