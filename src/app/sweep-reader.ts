import { AppError, type Confirmation, type SweepDetail, type SweepSummary } from '#api';
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

  function confirmationStates({ sweep, result }: SweepState): ConfirmationState[] {
    return store.confirmationsOf(sweep.id).map((stored) => readConfirmation(result.definition.base, stored));
  }

  /** Whoever reads a finished confirmation sees its test sets: the runs remember that from then on. */
  function confirmationsOf(state: SweepState): Confirmation[] {
    let states = confirmationStates(state);
    const untold = states.flatMap(untoldRuns);
    if (untold.length > 0) {
      store.revealTests(untold);
      events.runsChanged(untold);
      states = confirmationStates(state);
    }
    return states.map((one) => describeConfirmation(one, host.concurrency));
  }

  return {
    gridOf,
    stateOf,
    confirmationStates,
    detailOf(id: string): SweepDetail {
      const state = stateOf(id);
      return { ...detailSweep(state, host.concurrency), confirmations: confirmationsOf(state) };
    },
    /** Also of a sweep whose grid cannot be read. */
    summaryOf(id: string): SweepSummary {
      const sweep = store.getSweep(id);
      return summarizeSweep(sweep, readGrid(sweep), store.sweepRuns(id), host.concurrency);
    },
  };
}

export function requireOutOfTrash({ id, trashedAt }: StoredSweep): void {
  if (trashedAt !== null) {
    throw new AppError('conflict', `sweep ${id} is in the trash; restore it first`);
  }
}
