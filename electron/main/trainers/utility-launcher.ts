import type { Readable } from 'node:stream';
import { app, utilityProcess, type Details } from 'electron';
import { report } from '#api';
import {
  keepLastLines,
  type LastLines,
  type TrainerLauncher,
  type TrainerProcess,
  type TrainerReport,
} from '#workers';

/** How long after a child's exit to wait for Electron's reason and for the rest of the child's stderr, in milliseconds. */
const detailTimeoutMs = 250;

/** The prefix of the trainers' names, as shown by the system and Electron. */
export const trainerNamePrefix = 'Lambdascope trainer';

let launched = 0;

/** Runs trainers as Electron utility processes. Call launch() after the app is ready. */
export function createUtilityLauncher(trainerEntry: string): TrainerLauncher {
  return { launch: () => launch(trainerEntry) };
}

function launch(trainerEntry: string): TrainerProcess {
  const serviceName = `${trainerNamePrefix} ${++launched}`;
  const child = utilityProcess.fork(trainerEntry, [], {
    serviceName,
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.resume(); // a full pipe that nobody reads blocks the child
  // Electron's declared type is narrower than the actual object, and child.stderr becomes null at the exit.
  const stderr = child.stderr as Readable | null;
  const lastLines = keepLastLines();
  lastLines.hear(stderr);
  const detail = watchDetail(serviceName);
  // Without a listener, a fatal error of the child's V8 would be an uncaught exception here.
  child.on('error', (type, location) => detail.set(`${type} in ${location}`));
  let hasExited = false;

  return {
    get pid() {
      return child.pid;
    },
    send(request) {
      if (!hasExited) child.postMessage(request);
    },
    onMessage(listener) {
      child.on('message', (message: TrainerReport) => listener(message));
    },
    onExit(listener) {
      child.once('exit', (code) => {
        hasExited = true;
        // The code alone says little: even a killed child reports 0.
        const reportExit = async (): Promise<void> => {
          const [reason] = await Promise.all([detail.settled(), hearTheRest(stderr, lastLines)]);
          const how = reason ?? `exited with code ${code}`;
          const said = lastLines.read();
          listener({ code, reason: said === '' ? how : `${how}; its last output: ${said}` });
        };
        report(reportExit());
      });
    },
    kill() {
      // Before 'spawn' there is no process that kill() could end.
      if (child.pid === undefined) child.once('spawn', () => child.kill());
      else child.kill();
    },
  };
}

/**
 * Resolves at the end of `stderr`. The exit may be reported before everything written has been read, and it removes all listeners from the
 * stream, which still delivers the rest.
 */
async function hearTheRest(stderr: Readable | null, lastLines: LastLines): Promise<void> {
  if (stderr === null || stderr.readableEnded) return;
  await Promise.resolve(); // Electron removes them after the last listener has run
  if (stderr.listenerCount('data') === 0) lastLines.hear(stderr);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, detailTimeoutMs);
    stderr.once('end', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Why a child ended. Electron reports this separately from the exit, in no fixed order. */
function watchDetail(serviceName: string): {
  set(reason: string): void;
  settled(): Promise<string | null>;
} {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const onGone = (_event: unknown, details: Details): void => {
    if (details.name === serviceName) resolve(`${details.reason} (exit code ${details.exitCode})`);
  };
  app.on('child-process-gone', onGone);
  return {
    set: resolve,
    async settled() {
      const timer = setTimeout(resolve, detailTimeoutMs, null);
      const reason = await promise;
      clearTimeout(timer);
      app.off('child-process-gone', onGone);
      return reason;
    },
  };
}

/** `env` replaces the parent's environment, and accepts only strings. */
function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  );
}
