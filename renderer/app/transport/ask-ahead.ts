import type { AppEvent, Transport } from '#api';

/** The setting that keeps what the list of runs asked first at the last start, as the text of `[command, input]`. */
const askedFirst = 'start.list';
const commands: readonly string[] = ['listRuns', 'listFoldedRuns'];
const changesList = ({ kind }: AppEvent): boolean =>
  kind === 'runsChanged' || kind === 'runsRemoved' || kind === 'historyChanged';

/**
 * Asks for the list of runs what was asked first at the last start, while the rest of the app is still read and compiled. Who asks the
 * same, and first, gets that answer, unless the list has changed meanwhile. A page that starts elsewhere asks nothing ahead.
 */
export function askAhead(
  transport: Transport,
  settings: Promise<Readonly<Record<string, unknown>>>,
  isOfList: boolean,
): Transport {
  if (!isOfList) return transport;
  let known: unknown;
  let ahead: { readonly answer: Promise<unknown> } | null = null;
  let isFirst = true;
  const stop = transport.onEvent((event) => {
    if (changesList(event)) ahead = null;
  });
  settings.then(
    ({ [askedFirst]: stored }) => {
      known = stored;
      const [command, input] = readQuestion(stored);
      if (command === undefined || !isFirst) return;
      const answer = transport.request(command, input);
      answer.catch(() => undefined); // as of another version's question; it is asked anew
      ahead = { answer };
    },
    () => undefined,
  );

  return {
    ...transport,
    async request(command, input) {
      if (!isFirst || !commands.includes(command)) return transport.request(command, input);
      isFirst = false;
      stop();
      const question = JSON.stringify([command, input]);
      const asked = question === known ? ahead : null;
      if (question !== known) remember(question);
      ahead = null;
      return (await asked?.answer.catch(() => undefined)) ?? transport.request(command, input);
    },
  };

  function remember(question: string): void {
    // It saves time, no more: where it cannot be kept, the next start asks when it comes to it.
    transport.request('setPreference', { key: askedFirst, value: question }).catch(() => undefined);
  }
}

function readQuestion(stored: unknown): readonly [command?: string, input?: unknown] {
  if (typeof stored !== 'string') return [];
  try {
    const [command, input] = JSON.parse(stored) as [unknown, unknown];
    return typeof command === 'string' && commands.includes(command) ? [command, input] : [];
  } catch {
    return [];
  }
}
