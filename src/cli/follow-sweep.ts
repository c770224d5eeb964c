import { setTimeout } from 'node:timers/promises';
import { type Confirmation, isLive, type RunStatus, type RunProgress, type SweepDetail } from '#api';
import type { Lambdascope } from '#app';
import { stopOnInterrupt } from './interruption.ts';
import { createProgressBar } from './progress-bar.ts';
import { sayWaiting } from './say-waiting.ts';

const pollMs = 250;
/** Once in this many polls, runs left by another process that died meanwhile are taken over: every 10 s. */
const looksPerTakeover = 40;

/** The current state of runs that belong together. */
interface Followed extends RunProgress {
  readonly members: readonly { readonly id: string | null; readonly status: RunStatus | null }[];
}

/** Shows the progress of a sweep until none of its runs is live. Ctrl+C stops them; then `interrupted` is true. */
export async function followSweep(
  app: Lambdascope,
  id: string,
): Promise<{ readonly sweep: SweepDetail; readonly interrupted: boolean }> {
  const read = () => app.handlers.getSweep({ id }) as Promise<SweepDetail>;
  const { name } = await read();
  const { last, interrupted } = await followRuns(app, name, read);
  return { sweep: last, interrupted };
}

/** The same for the latest confirmation of a sweep. */
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
  const interruption = stopOnInterrupt(app);
  const progress = createProgressBar(name);
  const endSaying = sayWaiting(app, progress);
  try {
    for (let looks = 1; ; looks += 1) {
      const { isOver } = interruption; // what is read after it is final
      const last = await read();
      const { counts, runs, remainingMs } = last;
      const done = runs - counts.queued - counts.running - counts.paused - counts.missing;
      progress.update(
        Math.round(1000 * last.progress),
        1000,
        `${name}: ${done} of ${runs} runs${remaining(remainingMs)}`,
      );
      const live = counts.queued + counts.running + counts.paused;
      // Runs of another process continue without this one.
      if (live === 0 || isOver) return { last, interrupted: interruption.wasInterrupted };
      if (looks % looksPerTakeover === 0 && !interruption.wasInterrupted)
        await app.resumeRunsOf(liveIds(last));
      await setTimeout(pollMs);
    }
  } catch (thrown) {
    await app.dispatch('stopRuns', {});
    throw thrown;
  } finally {
    endSaying();
    progress.clear();
    interruption.dispose();
  }
}

function liveIds({ members }: Followed): string[] {
  return members.flatMap(({ id, status }) => (id !== null && status !== null && isLive(status) ? [id] : []));
}

function remaining(ms: number | null): string {
  return ms === null ? '' : `, about ${Math.max(1, Math.round(ms / 1000))} s left`;
}
