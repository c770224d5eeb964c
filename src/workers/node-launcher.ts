import { fork } from 'node:child_process';
import { keepLastLines } from './last-lines.ts';
import type { TrainerLauncher, TrainerProcess } from './launcher.ts';
import type { TrainerReport } from './protocol.ts';

/** Runs trainers as forked Node processes. `trainerEntry` is the absolute path of the trainer's file. */
export function createNodeLauncher(trainerEntry: string): TrainerLauncher {
  return { launch: () => launch(trainerEntry) };
}

function launch(trainerEntry: string): TrainerProcess {
  const child = fork(trainerEntry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [], // the parent's flags (such as an inspector's port) must not apply to the trainer
  });
  child.stdout?.resume();
  const lastLines = keepLastLines();
  lastLines.hear(child.stderr ?? null);
  let spawnError: Error | null = null;
  child.on('error', (error) => (spawnError = error));

  return {
    get pid() {
      return child.pid;
    },
    send(request) {
      // Without free file descriptors, fork() returns a child without a channel, whose 'close' event tells why.
      if (!child.connected) return;
      // Without a callback a failed send is an 'error' event; onExit reports that the child is gone.
      child.send(request, () => undefined);
    },
    onMessage(listener) {
      child.on('message', (message) => listener(message as TrainerReport));
    },
    onExit(listener) {
      // 'close' comes after the last message and the end of stderr; 'exit' may come before either.
      child.once('close', (code, signal) => {
        listener({ code, reason: describeExit(code, signal, spawnError, lastLines.read()) });
      });
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}

function describeExit(
  code: number | null,
  signal: NodeJS.Signals | null,
  spawnError: Error | null,
  stderr: string,
): string {
  const how =
    signal !== null
      ? `killed by ${signal}`
      : spawnError !== null
        ? `could not start: ${spawnError.message}`
        : `exited with code ${code}`;
  return stderr === '' ? how : `${how}; its last output: ${stderr}`;
}
