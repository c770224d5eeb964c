import {
  type AppEventListener,
  changesList,
  type Dispatch,
  firstQuestionSetting,
  readFirstQuestion,
} from '#api';

/** A page opens within seconds of its host, or later, when dates that a filter counts from today may have moved. */
const keptMs = 10_000;

/**
 * Reads what the last page asked first, while the next one is still loading. Gives the answer once, to who asks the same before anything
 * else but the settings, of which these are the `stored` ones; everything is read anew as soon as something else is asked, something
 * changes, or 10 s have passed.
 */
export function createFirstList(
  dispatch: Dispatch,
  onEvent: (listener: AppEventListener) => () => void,
  stored: Readonly<Record<string, unknown>>,
) {
  let ahead: { readonly question: string; readonly answer: ReturnType<Dispatch> } | null = null;
  let stop = (): void => undefined;

  function drop(): void {
    ahead = null;
    stop();
  }

  return {
    /** Resolves when the answer is there. */
    async read(): Promise<void> {
      const question = stored[firstQuestionSetting];
      const [command, input] = readFirstQuestion(question);
      if (command === undefined) return;
      stop = onEvent((event) => changesList(event) && drop());
      const answer = dispatch(command, input);
      ahead = { question: question as string, answer };
      await answer;
      setTimeout(drop, keptMs).unref();
    },
    drop,
    dispatch: ((name, input) => {
      if (ahead === null) return dispatch(name, input);
      if (name === 'getPreferences') return Promise.resolve({ ok: true, value: stored });
      const answer = JSON.stringify([name, input]) === ahead.question ? ahead.answer : dispatch(name, input);
      drop();
      return answer;
    }) satisfies Dispatch,
  };
}
