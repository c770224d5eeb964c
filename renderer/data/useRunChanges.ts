import { AppError, isLive } from '#api';
import { formatDate } from '#words';
import { onStanding } from './on-standing.ts';
import type { BackStep, RunChange } from './run-changes.ts';
import { useClient, usePreference } from './host.ts';
import { toast } from './toasts.ts';

const mostKept = 20;
/** Limit on all stored changes, in characters of JSON: every start reads them. About 20,000 ids fit. */
const mostCharacters = 300_000;

/** Changes of runs. They can be undone while their message is shown; the latest of them also later, even after a restart. */
export function useRunChanges() {
  const client = useClient();
  const kept = usePreference('runs.changes');
  const latestFirst = (): [string, RunChange][] =>
    Object.entries(kept.value).toSorted(([, a], [, b]) => b.at - a.at);

  function keep(id: string, change: RunChange): void {
    let room = mostCharacters;
    const changes = [[id, change] as const, ...latestFirst()].slice(0, mostKept);
    kept.value = Object.fromEntries(
      changes.filter(([, one]) => room > 0 && (room -= JSON.stringify(one).length) >= 0),
    );
  }

  function drop(id: string): void {
    kept.value = Object.fromEntries(Object.entries(kept.value).filter(([other]) => other !== id));
  }

  async function takeBack(id: string, change: RunChange): Promise<void> {
    drop(id); // before it can be requested again
    const run = client as unknown as Readonly<Record<string, (input: unknown) => Promise<unknown>>>;
    try {
      for (const [command, input] of change.back) {
        if (command === 'stopRuns') await stopLive(input?.ids ?? []);
        else await run[command]!(input);
      }
    } catch (thrown) {
      // What the host refuses once it will refuse again.
      if (AppError.from(thrown).code === 'connectionLost') keep(id, change);
      throw thrown;
    }
  }

  /** Some may have ended since. */
  const stopLive = (ids: readonly string[]): Promise<void> =>
    onStanding(async () => {
      const { runs } = await client.readRuns({ ids: [...ids] });
      return runs.filter(({ status }) => isLive(status)).map(({ id }) => id);
    }, client.stopRuns);

  const offer = (text: string, id: string, change: RunChange): void =>
    toast.info(text, { undo: () => takeBack(id, change) });

  return {
    /** Reports what was done, with a way to undo it. */
    tell(text: string, back: readonly BackStep[]): void {
      const change = { text, at: Date.now(), back };
      const id = `${change.at}-${Math.random().toString(36).slice(2, 8)}`;
      keep(id, change);
      offer(text, id, change);
    },
    /** Offers to undo the latest change whose message is gone; false if there is none. */
    tellAgain(): boolean {
      const [latest] = latestFirst();
      if (latest === undefined) return false;
      const [id, change] = latest;
      offer(`Last change, ${formatDate(new Date(change.at).toISOString())}: ${change.text}`, id, change);
      return true;
    },
  };
}
