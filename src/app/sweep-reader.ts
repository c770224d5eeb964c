import { AppError, type SweepDetail, type SweepSummary, type UnreadableConfirmation } from '#api';
import { createGridReader, requireGrid, type StoredSweep, summarizeSweep } from '#storage';
import {
  type ConfirmationState,
  describeConfirmation,
  readConfirmation,
  untoldRuns,
} from './describe-confirmation.ts';
import { detailSweep, readSweep, type SweepState } from './describe-sweep.ts';
import type { Services } from './services.ts';

export type SweepReader = ReturnType<typeof createSweepReader>;

/** Reads sweeps for the handlers of their commands. Grids are read once while they stay the same. */
export function createSweepReader({ store, events, host }: Services) {
  const readGrid = createGridReader();
  const gridOf = (sweep: StoredSweep) => requireGrid(sweep, readGrid(sweep));

  function stateOf(id: string): SweepState {
    const sweep = store.getSweep(id);
    return readSweep(store, sweep, readGrid(sweep));
  }

  /** Those that can be read, oldest first, and those that cannot. */
  function readConfirmations({ sweep, result }: SweepState) {
    const states: ConfirmationState[] = [];
    const unreadable: UnreadableConfirmation[] = [];
    for (const stored of store.confirmationsOf(sweep.id)) {
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

  /** Whoever reads a finished confirmation sees its test sets: the runs remember that from then on. */
  function confirmationsOf(
    state: SweepState,
  ): Pick<SweepDetail, 'confirmations' | 'unreadableConfirmations'> {
    let { states, unreadable } = readConfirmations(state);
    const untold = states.flatMap(untoldRuns);
    if (untold.length > 0) {
      store.revealTests(untold);
      events.runsChanged(untold);
      ({ states, unreadable } = readConfirmations(state));
    }
    const confirmations = states.map((one) => describeConfirmation(one, host.concurrency));
    return { confirmations, unreadableConfirmations: unreadable };
  }

  return {
    gridOf,
    stateOf,
    confirmationStates: (state: SweepState): ConfirmationState[] => readConfirmations(state).states,
    detailOf(id: string): SweepDetail {
      const state = stateOf(id);
      return { ...detailSweep(state, host.concurrency), ...confirmationsOf(state) };
    },
    /** Also of a sweep whose grid cannot be read. */
    summaryOf(id: string): SweepSummary {
      const sweep = store.getSweep(id);
      return summarizeSweep(sweep, readGrid(sweep), store.sweepRuns(id).runs, host.concurrency);
    },
  };
}

export function requireOutOfTrash({ id, trashedAt }: StoredSweep): void {
  if (trashedAt !== null) {
    throw new AppError('conflict', `sweep ${id} is in the trash; restore it first`);
  }
}
