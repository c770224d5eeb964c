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
  /** Absolute path of the file of the store's threads. */
  readonly storageEntry: string;
}

/** The move of the history to another folder, from when it is asked for until its runs train again at the new place. */
export interface HistoryMove {
  /** Folder that it is on its way to; null if it stays. */
  readonly target: string | null;
  /** Whether the history can be moved to a folder, or that has one already. Rejects with an AppError that says why not. */
  inspect(to: string): Promise<FolderPlan>;
  /**
   * Does what is still to be done of it; nobody may have the history open. When the copy is whole and compared, one write makes it
   * the history. Rejects with an AppError that says why it failed: then all is as before, and it can be tried again or taken back.
   * `signal` ends the process: it then goes on at the next start.
   */
  finish(signal: AbortSignal, onStep: (step: MovingStep) => void): Promise<void>;
  /** Takes it back, also while it goes on: what was copied is deleted, and `finish` resolves. */
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
      // What there is of a copy would only take space, unless it is the history by now. Where it cannot be deleted, the next try
      // goes on with it.
      if (readChoice(home).movingTo === to) await mover.discard(to).catch(() => undefined);
      throw thrown;
    } finally {
      await mover.close();
    }
  }

  /** In one write, so that there is no moment without a history. */
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
