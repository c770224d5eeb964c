import { changesList, firstQuestionSetting, isListCommand, readFirstQuestion, type Transport } from '#api';

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
    ({ [firstQuestionSetting]: stored }) => {
      known = stored;
      const [command, input] = readFirstQuestion(stored);
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
      if (!isFirst || !isListCommand(command)) return transport.request(command, input);
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
    transport.request('setPreference', { key: firstQuestionSetting, value: question }).catch(() => undefined);
  }
}
