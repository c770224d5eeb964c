import { exitCode } from './exit.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** Calls `stop` on the first Ctrl+C or SIGTERM; a second one ends the process at once. Returns a function to undo it. */
export function onInterrupt(stop: () => void): () => void {
  let heard = false;
  const listener = (): void => {
    if (heard) process.exit(exitCode.interrupted);
    heard = true;
    stop();
  };
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
