import { AppError, isPassing, type RunStatus } from '#api';
import { epochColumn } from '#engine';
import { overviewStepEpochs, shortRunEpochs, type Store } from '#storage';
import type { PoolListener } from '#workers';
import type { EndRun } from './end-writer.ts';
import type { EventHub } from './event-hub.ts';
import type { LiveRuns } from './live-runs.ts';
import type { Log } from './log/index.ts';
import { trainerTrouble, troubleOf } from './trouble.ts';

export interface TrainingListenerOptions {
  readonly store: Store;
  readonly endRun: EndRun;
  readonly events: EventHub;
  readonly live: LiveRuns;
  readonly log: Log;
  /** Called before the training time of a run is computed. */
  readonly beforeTimeIsTaken: (() => void) | undefined;
  /** A run has gained many epochs, or has ended with many, and they are stored: an overview of its curves may be due. */
  readonly onMoreCurves: () => void;
  /** A run has ended, and that is stored. */
  readonly ended: (id: string) => void;
}

/** Stores what this host's own trainers send, and notifies clients. */
export function createTrainingListener(options: TrainingListenerOptions): PoolListener {
  const { store, endRun, events, live, log, beforeTimeIsTaken, onMoreCurves, ended } = options;

  /** Changes the status of a run. A change that was made although its answer was lost is not refused on retry. */
  async function change(id: string, to: readonly RunStatus[], apply: () => Promise<unknown>): Promise<void> {
    try {
      await apply();
    } catch (thrown) {
      if (AppError.from(thrown).code !== 'conflict') throw thrown;
      const [run] = await store.getRuns([id]);
      if (run === undefined || !to.includes(run.status)) throw thrown;
    }
  }

  return {
    async started(id, kernelVariant, v8Version) {
      await change(id, ['running'], () => store.startRun(id, kernelVariant, v8Version));
      live.start(id);
      events.runsChanged([id]);
    },
    async epochs(id, rows, rowCount) {
      await store.appendEpochs(id, rows, rowCount);
      const epochsDone = lastEpoch(rows, rowCount) + 1;
      live.record(id, epochsDone);
      events.runsChanged([id]);
      if (epochsDone % overviewStepEpochs < rowCount) onMoreCurves();
    },
    async threads(id, threads) {
      live.setThreads(id, threads);
      await keepIfPossible(async () => store.recordThreads(id, threads));
    },
    replaying: (id, epoch) => live.replay(id, epoch),
    checkpoint: (id, epoch, bytes) => keepIfPossible(async () => store.saveCheckpoint(id, epoch, bytes)),
    snapshots: (id, snapshots) => keepIfPossible(async () => store.saveSnapshots(id, snapshots)),
    async paused(id) {
      beforeTimeIsTaken?.();
      await change(id, ['paused'], () => store.pauseRun(id));
      live.pause(id);
      events.runsChanged([id]);
    },
    async continued(id) {
      await change(id, ['running', 'queued'], () => store.continueRun(id));
      live.continue(id);
      events.runsChanged([id]);
    },
    async ended(id, outcome) {
      beforeTimeIsTaken?.();
      await endRun(id, outcome);
      if (outcome.error) log.write('warning', `run ${id} ${outcome.status}: ${outcome.error}`);
      if (live.epochsOf(id) > shortRunEpochs) onMoreCurves();
      live.remove(id);
      events.runsChanged([id]);
      ended(id);
    },
    waiting(id, problem) {
      const trouble = problem && troubleOf(problem);
      if (!live.wait(id, trouble)) return;
      if (trouble === null) log.write('info', `run ${id} continues`);
      else
        log.write(
          'warning',
          `run ${id} is waiting: ${trouble.reason}; ${trouble.advice} (${problem!.message})`,
        );
    },
    trainersFailing(problem) {
      const trouble = problem && trainerTrouble(problem);
      if (!live.waitForTrainers(trouble)) return;
      if (trouble === null) log.write('info', 'training processes can be started again');
      else log.write('warning', `${trouble.reason}; ${trouble.advice} (${problem!.reason})`);
    },
  };
}

function lastEpoch(rows: Float64Array, rowCount: number): number {
  const rowLength = rows.length / rowCount;
  return rows[(rowCount - 1) * rowLength + epochColumn.epoch]!;
}

/**
 * If only the disk has no room, the data is dropped: the next checkpoint or snapshot may find some. A lock is thrown, to be waited for: the
 * rows wait for it, too.
 */
async function keepIfPossible(keep: () => Promise<void>): Promise<void> {
  try {
    await keep();
  } catch (thrown) {
    const { code } = AppError.from(thrown);
    if (code === 'storageBusy' || (!isPassing(thrown) && code !== 'storage')) throw thrown;
  }
}
