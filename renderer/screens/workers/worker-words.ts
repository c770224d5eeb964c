import type { QueueState, Worker, WorkerRun } from '#api';
import { formatCount, formatDuration, formatPlural } from '#words';

const stateWords = {
  ready: 'Ready',
  draining: 'Draining',
  leaving: 'Leaving',
} as const satisfies Readonly<Record<Worker['state'], string>>;

export type WorkerTone = 'busy' | 'idle' | 'going' | 'silent' | 'refusing';

/** Longer than two announcement intervals. */
const silentAfterMs = 7000;

/** The state of a worker, in a word, with the reason. */
export function standingOf(worker: Worker): { tone: WorkerTone; label: string; reason: string | null } {
  const { refusal, trouble, state, training, silentMs } = worker;
  if (refusal !== null) return { tone: 'refusing', label: 'Other version', reason: refusal };
  if (silentMs > silentAfterMs) {
    return {
      tone: 'silent',
      label: 'Silent',
      reason: 'Not heard of for a while; its runs go to other workers unless it comes back',
    };
  }
  if (trouble !== null) return { tone: 'silent', label: 'In trouble', reason: trouble };
  if (state !== 'ready') return { tone: 'going', label: stateWords[state], reason: null };
  return training.length > 0
    ? { tone: 'busy', label: 'Training', reason: null }
    : { tone: 'idle', label: 'Ready', reason: null };
}

/** `2 of 4`; mentions if there are more slots than cores. */
export function slotWords({ slots, cores, training }: Worker): { text: string; title: string } {
  if (slots === null || cores === null) return { text: '–', title: 'Not known of this version' };
  const title = `${formatPlural(slots, 'slot')} on ${formatPlural(cores, 'core')}`;
  return {
    text: `${training.length} of ${slots}`,
    title: slots > cores ? `${title}: more than it has, so each run is slower` : title,
  };
}

const runStates = {
  starting: 'starting',
  training: null,
  replaying: 'training its parent again',
  paused: 'paused',
} as const satisfies Readonly<Record<WorkerRun['state'], string | null>>;

/** The progress of a worker's run: `epoch 1,200 of 10,001`, `paused`. */
export function runWords({ run, state, epoch }: WorkerRun): string {
  const of = run === null ? '' : ` of ${formatCount(run.epochs)}`;
  return [`epoch ${formatCount(epoch)}${of}`, runStates[state] ?? []].flat().join(', ');
}

/** How long ago it was last heard from. */
export function seenWords(silentMs: number): string {
  const seconds = Math.round(silentMs / 1000);
  return seconds < 1 ? 'now' : `${formatCount(seconds)} s ago`;
}

/** What is left of this host's runs in the queue, and how long it may take. */
export function timeLeftWords({ waitingRuns, trainingRuns, remainingMs }: QueueState): string {
  if (waitingRuns + trainingRuns === 0) return '–';
  return remainingMs === null ? 'not known' : `about ${formatDuration(remainingMs)}`;
}

/** What removing does, before it is done. */
export function removalWords({ name, machine, training }: Worker): string {
  const handed =
    training.length === 0
      ? 'It trains nothing now.'
      : `It hands back the ${formatPlural(training.length, 'run')} it trains, each with its latest state, and another worker goes on from there.`;
  return `${name} on ${machine} leaves the queue and its process ends. ${handed} To have it back, start it again on that machine.`;
}
