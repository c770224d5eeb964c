import { exitCode } from './exit.ts';
import { outlivesTerminal } from './hang-up.ts';

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` on the first Ctrl+C, SIGTERM or hang-up; a second one ends the process at once. Returns a function to undo this. Under
 * `nohup`, a hang-up is ignored.
 */
export function onInterrupt(stop: () => void): () => void {
  let wasInterrupted = false;
  const listeners = new Map<NodeJS.Signals, () => void>();
  const ignoresHangUp = outlivesTerminal();
  for (const signal of ending) {
    listeners.set(signal, () => {
      if (signal === 'SIGHUP' && ignoresHangUp) return;
      if (wasInterrupted) process.exit(exitCode.interrupted);
      wasInterrupted = true;
      stop();
    });
  }
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

/** Calls `stop` when nobody holds the other end of standard input any more. Returns a function to undo this. */
export function onInputEnd(stop: () => void): () => void {
  const { stdin } = process;
  stdin.once('end', stop).once('error', stop).resume();
  return () => void stdin.off('end', stop).off('error', stop).pause();
}
