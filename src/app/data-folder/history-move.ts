import { existsSync } from 'node:fs';
import { AppError, type FolderPlan, type MovingStep } from '#api';
import { openFolderMover, type FolderMover } from '#storage';
import { chosenFolder } from './current-folder.ts';
import { changeChoice, readChoice } from './folder-choice.ts';

/** How often progress is reported, in milliseconds. */
const tellEveryMs = 50;

export interface HistoryMoveOptions {
  /** The app's own folder. */
  readonly home: string;
  /** Absolute path of the entry file of the store's threads. */
  readonly storageEntry: string;
}

/** The move of the history to another folder, from the request until its runs train again at the new place. */
export interface HistoryMove {
  /** Destination folder; null if there is no move. */
  readonly target: string | null;
  /**
   * Checks whether the history can be moved to a folder, or whether that already has one. Rejects with an AppError that says why it cannot.
   */
  inspect(to: string): Promise<FolderPlan>;
  /**
   * Does what is left to do; nobody may have the history open. Once the copy is complete and compared, a single write makes it the history.
   * Rejects with an AppError that says why it failed: then everything is as before, and the move can be retried or cancelled. `signal`
   * means that the process is ending: the move then continues at the next start.
   */
  finish(signal: AbortSignal, onStep: (step: MovingStep) => void): Promise<void>;
  /** Cancels the move, even while it is running: what was copied is deleted, and `finish` resolves. */
  cancel(): Promise<void>;
}

export function createHistoryMove({ home, storageEntry }: HistoryMoveOptions): HistoryMove {
  let isCancelled = false;
  let finishing: Promise<void> | null = null;

  async function withMover(to: string, use: (mover: FolderMover) => Promise<unknown>): Promise<void> {
    const mover = openFolderMover(storageEntry, { from: chosenFolder(home), home });
    try {
      await use(mover);
    } catch (thrown) {
      // Unless the copy is the history by now, what exists of it would only take up space. If it cannot be deleted, the next try continues
      // it.
      if (readChoice(home).movingTo === to) await mover.discard(to).catch(() => undefined);
      throw thrown;
    } finally {
      await mover.close();
    }
  }

  /** A single write, so that there is no moment without a history. */
  function makeCurrent(to: string): void {
    const oldCopy = chosenFolder(home);
    changeChoice(home, { dataFolder: to === home ? null : to, movingTo: null, oldCopy });
  }

  async function takeBack(to: string): Promise<void> {
    await withMover(to, (mover) => mover.discard(to).catch(() => undefined));
    changeChoice(home, { movingTo: null });
  }

  async function move(to: string, signal: AbortSignal, onStep: (step: MovingStep) => void): Promise<void> {
    if (!existsSync(to)) {
      throw new AppError(
        'folderMissing',
        `the history was being moved to ${to}, which is not there now; connect or mount its disk and try again`,
      );
    }
    const tell = sparingly(onStep);
    await withMover(to, async (mover) => {
      await mover.inspect(to);
      await mover.begin(to);
      for (let step = await mover.step(); step !== null; step = await mover.step()) {
        if (signal.aborted || isCancelled) return;
        if (step.kind === 'ready') makeCurrent(to);
        else tell(step);
      }
    });
    if (isCancelled && readChoice(home).movingTo !== null) await takeBack(to);
  }

  return {
    get target() {
      return readChoice(home).movingTo;
    },
    async inspect(to) {
      const mover = openFolderMover(storageEntry, { from: chosenFolder(home), home });
      try {
        return await mover.inspect(to);
      } finally {
        await mover.close();
      }
    },
    finish(signal, onStep) {
      const to = readChoice(home).movingTo;
      if (to === null) return Promise.resolve();
      isCancelled = false;
      return (finishing = move(to, signal, onStep).finally(() => (finishing = null)));
    },
    async cancel() {
      isCancelled = true;
      const to = readChoice(home).movingTo;
      if (finishing) await finishing.catch(() => undefined);
      else if (to !== null) await takeBack(to);
    },
  };
}

/** Forwards every new kind of step, and throttles the progress within one. */
function sparingly(onStep: (step: MovingStep) => void): (step: MovingStep) => void {
  let kind: MovingStep['kind'] | null = null;
  let toldAt = 0;
  return (step) => {
    const now = performance.now();
    if (step.kind === kind && now - toldAt < tellEveryMs) return;
    [kind, toldAt] = [step.kind, now];
    onStep(step);
  };
}
