import { AppError, isPassing } from '#api';
import type { Services } from './services.ts';

/** How often to look whether another process wrote, and to try again what could not be stored. */
const lookIntervalMs = 1000;
/** How often to look for runs whose process died while this host goes on. */
const recoveryIntervalMs = 10_000;

/**
 * Settles what processes left that died, and looks for it, and for what other processes write, again and again. Returns what
 * ends that. `onDefect` hears of what neither passes nor is an AppError.
 */
export async function keepHouse(
  services: Services,
  onDefect: (error: unknown) => void,
): Promise<() => Promise<void>> {
  await recover(services);
  const leftovers = attempt(() => services.store.deleteTableLeftovers(), onDefect);
  const look = repeat(lookIntervalMs, () => attempt(() => lookAround(services), onDefect));
  const recovery = repeat(recoveryIntervalMs, () =>
    attempt(async () => {
      await services.store.deleteTableLeftovers();
      await recover(services);
    }, onDefect),
  );
  return async () => {
    await Promise.all([leftovers, look(), recovery()]);
  };
}

async function lookAround({ store, training, events }: Services): Promise<void> {
  await training.retryOutcomes();
  if (await hasChanged(store)) events.historyChanged();
}

/** Runs of dead processes: what trained is interrupted, and a host trains what waited. */
async function recover({ store, training, events }: Services): Promise<void> {
  const { interrupted, requeued } = await store.recoverRuns();
  if (interrupted.length > 0) events.runsChanged(interrupted);
  if (requeued.length > 0) training.submit(await store.getRuns(requeued));
}

async function hasChanged(store: Services['store']): Promise<boolean> {
  try {
    return await store.changedElsewhere();
  } catch (thrown) {
    // Whoever now reads the lists gets the error to see; a lock alone changes nothing.
    return !isPassing(thrown);
  }
}

/** A full disk or a lock held for long: the next round may do it, and so does the next start. */
async function attempt(action: () => Promise<void>, onDefect: (error: unknown) => void): Promise<void> {
  try {
    await action();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) onDefect(thrown);
  }
}

/** Does `action`, which must not fail, every so often, never twice at a time. Returns what ends that. */
function repeat(intervalMs: number, action: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | null = null;
  const timer = setInterval(() => {
    current ??= action().finally(() => (current = null));
  }, intervalMs).unref();
  return async () => {
    clearInterval(timer);
    await current;
  };
}
