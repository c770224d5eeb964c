import { setTimeout } from 'node:timers/promises';
import { isLive, type SweepDetail } from '#api';
import type { Lambdascope } from '#app';
import { createProgressBar } from './progress-bar.ts';
import { onInterrupt } from './signals.ts';

const pollMs = 250;

/** Shows how far a sweep is until none of its runs is live. Ctrl+C stops them; `interrupted` tells. */
export async function followSweep(
  app: Lambdascope,
  id: string,
): Promise<{ readonly sweep: SweepDetail; readonly interrupted: boolean }> {
  let interrupted = false;
  const stop = async (): Promise<void> => {
    const { members } = await app.handlers.getSweep({ id });
    const ids = members.flatMap((run) => (run.id !== null && isLive(run.status!) ? [run.id] : []));
    if (ids.length > 0) await app.dispatch('stopRuns', { ids });
  };
  const removeInterrupt = onInterrupt(() => {
    interrupted = true;
    void stop();
  });
  const first = await app.handlers.getSweep({ id });
  const progress = createProgressBar(first.name);
  try {
    for (;;) {
      const sweep = await app.handlers.getSweep({ id });
      const { counts, runs, remainingMs } = sweep;
      const done = runs - counts.queued - counts.running - counts.paused - counts.missing;
      progress.update(
        Math.round(1000 * sweep.progress),
        1000,
        `${sweep.name}: ${done} of ${runs} runs${remaining(remainingMs)}`,
      );
      if (counts.queued + counts.running + counts.paused === 0) return { sweep, interrupted };
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
