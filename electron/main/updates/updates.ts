import {
  AppError,
  report,
  type NewerVersion,
  type UpdateStatus,
  type UpdateStep,
  type UpdateWay,
} from '#api';
import { describeUpdateFailure } from './update-words.ts';
import type { Updater } from './updater.ts';

/** What updating needs of the app around it. */
export interface UpdateSurroundings {
  /** The running version. */
  readonly current: string;
  readonly way: UpdateWay;
  /** Loaded when it is first needed. */
  readonly updater: () => Promise<Updater>;
  /** The version that the user chose to skip; it is remembered across starts. */
  readonly skipped: { get(): string; set(version: string): void };
  readonly onStatus: (status: UpdateStatus) => void;
  readonly log: (level: 'info' | 'warning', line: string) => void;
  /** Quits in the app's usual way, then leaves by `wayOut`. */
  readonly quitBy: (wayOut: () => void) => void;
  /** Starts the same version again, because the new one could not be installed; the app has already closed. */
  readonly restart: () => void;
}

/** Updates from one version to the next. One operation at a time: requests made meanwhile change nothing. */
export interface Updates {
  status(): UpdateStatus;
  /** Checks for a newer version. Unless `asked`, only reports a version that the user has not skipped. */
  check(asked: boolean): Promise<UpdateStatus>;
  /** Downloads what was found. Throws conflict if nothing was. */
  download(): UpdateStatus;
  /** Hides the notice, and cancels a download. */
  dismiss(skip: boolean): UpdateStatus;
  /** Quits with the usual questions, installs the downloaded version, and starts it. Throws conflict if none was downloaded. */
  installAndRestart(): void;
  /** Installs what was downloaded, if anything; for when the app has closed and is about to end. */
  installOnQuit(): void;
}

export function createUpdates(surroundings: UpdateSurroundings): Updates {
  const { current, way, skipped, onStatus, log, quitBy, restart } = surroundings;
  let step: UpdateStep = { kind: 'idle' };
  let isShown = false;
  let updater: Updater | null = null;
  let downloading = new AbortController();
  let checking: Promise<UpdateStatus> | null = null;

  const status = (): UpdateStatus => ({ current, way, step, isShown });
  function enter(next: UpdateStep): UpdateStatus {
    step = next;
    isShown = next.kind !== 'idle';
    onStatus(status());
    return status();
  }

  function fail(what: string, newer: NewerVersion | null, thrown: unknown, isReported: boolean): void {
    const message = describeUpdateFailure(thrown);
    log('warning', `${what} failed: ${message}`);
    if (isReported) enter({ kind: 'failed', newer, message });
  }

  async function look(asked: boolean): Promise<UpdateStatus> {
    if (asked) enter({ kind: 'checking' });
    try {
      updater ??= await surroundings.updater();
      const newer = await updater.check();
      if (newer === null) {
        if (asked) enter({ kind: 'newest' });
      } else if (asked || newer.version !== skipped.get()) {
        log('info', `version ${newer.version} is available`);
        enter({ kind: 'available', newer });
      }
    } catch (thrown) {
      fail('checking for updates', null, thrown, asked);
    }
    return status();
  }

  async function fetch(newer: NewerVersion, signal: AbortSignal): Promise<void> {
    try {
      await updater!.download(signal, (receivedBytes, totalBytes) => {
        if (!signal.aborted) enter({ kind: 'downloading', newer, receivedBytes, totalBytes });
      });
      if (signal.aborted) return;
      log('info', `version ${newer.version} was downloaded`);
      enter({ kind: 'ready', newer });
    } catch (thrown) {
      if (!signal.aborted) fail(`the download of version ${newer.version}`, newer, thrown, true);
    }
  }

  /** False if it could not be started. */
  function install(restart: boolean): boolean {
    try {
      log('info', restart ? 'installing the new version, and starting it' : 'installing the new version');
      updater!.install(restart);
      return true;
    } catch (thrown) {
      log('warning', `the installation failed: ${describeUpdateFailure(thrown)}`);
      return false;
    }
  }

  return {
    status,
    async check(asked) {
      if (way.kind === 'none')
        return asked ? enter({ kind: 'failed', newer: null, message: way.reason }) : status();
      if (step.kind === 'downloading' || step.kind === 'ready') return asked ? enter(step) : status();
      // A silent check reports less than an asked one, so wait and check again.
      if (checking !== null && asked) await checking;
      checking ??= look(asked).finally(() => (checking = null));
      return checking;
    },
    download() {
      const newer = step.kind === 'available' || step.kind === 'failed' ? step.newer : null;
      if (newer === null || way.kind !== 'self') throw nothing('to download');
      downloading = new AbortController();
      report(fetch(newer, downloading.signal));
      return enter({ kind: 'downloading', newer, receivedBytes: 0, totalBytes: 0 });
    },
    dismiss(skip) {
      if (skip && 'newer' in step && step.newer !== null) skipped.set(step.newer.version);
      if (step.kind !== 'ready') step = { kind: 'idle' };
      downloading.abort();
      isShown = false;
      onStatus(status());
      return status();
    },
    installAndRestart() {
      if (step.kind !== 'ready') throw nothing('to install');
      quitBy(() => {
        if (!install(true)) restart();
      });
    },
    installOnQuit() {
      if (step.kind === 'ready') install(false);
    },
  };
}

function nothing(what: string): AppError {
  return new AppError('conflict', `there is nothing ${what}; check for a newer version first`);
}
