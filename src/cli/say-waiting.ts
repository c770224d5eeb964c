import type { Activity, Waiting } from '#api';
import type { Lambdascope } from '#app';
import type { ProgressBar } from './progress-bar.ts';
import { say } from './say.ts';

/** Reports on stderr what training is waiting for, once whenever that changes. Returns a function that stops this. */
export function sayWaiting(app: Lambdascope, progress: ProgressBar): () => void {
  let said: string | null = null;
  return app.onEvent((event) => {
    if (event.kind !== 'activityChanged') return;
    const waiting = waitingOf(event.activity);
    const reason = waiting?.reason ?? null;
    if (reason === said) return;
    said = reason;
    progress.clear();
    say(waiting === null ? 'training continues' : describe(waiting));
  });
}

function waitingOf({ trainers, live }: Activity): Waiting | null {
  return live.find(({ waiting }) => waiting !== null)?.waiting ?? trainers;
}

function describe({ reason, advice }: Waiting): string {
  return `waiting: ${reason}; ${advice}, training continues automatically`;
}
