import type { QueueSetting, QueueState, QueueTest } from '#api';
import { formatCount, formatPlural } from '#words';

const sourceWords = {
  commandLine: 'given with --queue',
  environment: 'given by LAMBDASCOPE_QUEUE',
  settings: 'kept by this app',
} as const satisfies Readonly<Record<QueueState['source'], string>>;

/** Where the current address comes from. */
export function sourceHint(source: QueueState['source']): string {
  return source === 'settings'
    ? 'New runs and sweeps can be placed on its workers.'
    : `It was ${sourceWords[source]} when Lambdascope was started, and is changed there.`;
}

/** Where a password will be stored, or is. */
export function keptWords({ keptIn }: Pick<QueueSetting, 'keptIn'>): string {
  return keptIn === 'systemStore'
    ? 'The address is sealed by the system’s store of secrets.'
    : 'This system has no store of secrets: the address, with its password, is in a file that only you may read.';
}

/** What a queue answered, in a sentence or two. */
export function testWords({ server, roundTripMs, workers, slots, refusingWorkers }: QueueTest): string {
  const time = roundTripMs < 10 ? roundTripMs.toFixed(1) : formatCount(Math.round(roundTripMs));
  const who =
    workers === 0
      ? 'No worker is connected yet.'
      : `${formatPlural(workers, 'worker')} with ${formatPlural(slots, 'slot')} ${workers === 1 ? 'is' : 'are'} connected${
          refusingWorkers === 0 ? '' : `, ${formatCount(refusingWorkers)} of another version`
        }.`;
  return `${server} answers in ${time} ms. ${who}`;
}
