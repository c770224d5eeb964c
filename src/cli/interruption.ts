import { setTimeout } from 'node:timers/promises';
import { report } from '#api';
import type { Lambdascope } from '#app';
import { reportError } from './exit.ts';
import { onInterrupt } from './signals.ts';

/** How long to wait for running runs to stop, in milliseconds. */
const patienceMs = 10_000;

/** How Ctrl+C, SIGTERM and SIGHUP end a command that trains. */
export interface Interruption {
  /** True from the signal on. */
  readonly wasInterrupted: boolean;
  /** True once everything that this process trained has stopped, or has taken too long: the command ends then. */
  readonly isOver: boolean;
  /** Resolves when `isOver` becomes true. */
  readonly over: Promise<null>;
  /** Removes the handler. */
  dispose(): void;
}

/** On the first signal stops all runs that this process trains; runs of other processes continue. The command ends in any case. */
export function stopOnInterrupt(app: Lambdascope): Interruption {
  let wasInterrupted = false;
  let isOver = false;
  const over = Promise.withResolvers<null>();
  async function stop(): Promise<void> {
    // Whatever could not be stopped is interrupted when the app closes.
    await Promise.race([app.dispatch('stopRuns', {}), setTimeout(patienceMs, null, { ref: false })]);
    isOver = true;
    over.resolve(null);
  }
  const dispose = onInterrupt(() => {
    wasInterrupted = true;
    report(stop(), reportError);
  });
  return {
    get wasInterrupted() {
      return wasInterrupted;
    },
    get isOver() {
      return isOver;
    },
    over: over.promise,
    dispose,
  };
}
