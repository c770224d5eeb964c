import { setTimeout } from 'node:timers/promises';
import { type Confirmation, isLive, type RunStatus, type Standing, type SweepDetail } from '#api';
import type { Lambdascope } from '#app';
import { createProgressBar } from './progress-bar.ts';
import { onInterrupt } from './signals.ts';

const pollMs = 250;

/** Runs that belong together, as they stand. */
interface Followed extends Standing {
  readonly members: readonly { readonly id: string | null; readonly status: RunStatus | null }[];
}

/** Shows how far a sweep is until none of its runs is live. Ctrl+C stops them; `interrupted` tells. */
export async function followSweep(
  app: Lambdascope,
  id: string,
): Promise<{ readonly sweep: SweepDetail; readonly interrupted: boolean }> {
  const read = () => app.handlers.getSweep({ id }) as Promise<SweepDetail>;
  const { name } = await read();
  const { last, interrupted } = await followRuns(app, name, read);
  return { sweep: last, interrupted };
}

/** The same of the latest confirmation of a sweep. */
export async function followConfirmation(
  app: Lambdascope,
  { id, name }: Pick<SweepDetail, 'id' | 'name'>,
): Promise<{ readonly confirmation: Confirmation; readonly interrupted: boolean }> {
  const read = async () => (await app.handlers.getSweep({ id })).confirmations.at(-1)!;
  const { last, interrupted } = await followRuns(app, `${name}, confirmed`, read);
  return { confirmation: last, interrupted };
}

async function followRuns<State extends Followed>(
  app: Lambdascope,
  name: string,
  read: () => Promise<State>,
): Promise<{ readonly last: State; readonly interrupted: boolean }> {
  let interrupted = false;
  const stop = async (): Promise<void> => {
    const { members } = await read();
    const ids = members.flatMap((run) => (run.id !== null && isLive(run.status!) ? [run.id] : []));
    if (ids.length > 0) await app.dispatch('stopRuns', { ids });
  };
  const removeInterrupt = onInterrupt(() => {
    interrupted = true;
    void stop();
  });
  const progress = createProgressBar(name);
  try {
    for (;;) {
      const last = await read();
      const { counts, runs, remainingMs } = last;
      const done = runs - counts.queued - counts.running - counts.paused - counts.missing;
      progress.update(
        Math.round(1000 * last.progress),
        1000,
        `${name}: ${done} of ${runs} runs${remaining(remainingMs)}`,
      );
      if (counts.queued + counts.running + counts.paused === 0) return { last, interrupted };
      await setTimeout(pollMs);
    }
  } catch (thrown) {
    await stop();
    throw thrown;
  } finally {
    progress.clear();
    removeInterrupt();
  }
}

function remaining(ms: number | null): string {
  return ms === null ? '' : `, about ${Math.max(1, Math.round(ms / 1000))} s left`;
}
