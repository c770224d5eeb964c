/** Calls to a worker, matched with their answers by number. */
interface Call<Request> {
  readonly call: number;
  readonly request: Request;
}
type Answer<Result> =
  | { readonly call: number; readonly result: Result }
  | { readonly call: number; readonly error: string };

/** In the worker: answers every call with the result of `answer`. */
export function answerCalls<Request, Result>(answer: (request: Request) => Result | Promise<Result>): void {
  addEventListener('message', ({ data }: MessageEvent<Call<Request>>) => {
    const { call, request } = data;
    Promise.resolve()
      .then(() => answer(request))
      .then(
        (result) => postMessage({ call, result } satisfies Answer<Result>),
        (thrown: unknown) => {
          const error = thrown instanceof Error ? thrown.message : String(thrown);
          postMessage({ call, error } satisfies Answer<Result>);
        },
      );
  });
}

export interface WorkerCalls<Request, Result> {
  /** Rejects with what the worker threw, or if it could not be started or was lost; the next call then starts another. */
  call(request: Request): Promise<Result>;
  /** Ends the worker. Pending calls are never answered. */
  end(): void;
}

/** In the page: the other end of `answerCalls`. The first call starts the worker. */
export function createWorkerCalls<Request, Result>(start: () => Worker): WorkerCalls<Request, Result> {
  interface Waiting {
    readonly resolve: (result: Result) => void;
    readonly reject: (error: Error) => void;
  }
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let calls = 0;

  function open(): Worker {
    const opened = start();
    opened.addEventListener('message', ({ data }: MessageEvent<Answer<Result>>) => {
      const caller = waiting.get(data.call);
      waiting.delete(data.call);
      if ('error' in data) caller?.reject(new Error(data.error));
      else caller?.resolve(data.result);
    });
    const lose = (message: string): void => {
      if (worker !== opened) return;
      opened.terminate();
      worker = null; // the next call starts another
      for (const { reject } of waiting.values()) reject(new Error(message));
      waiting.clear();
    };
    opened.addEventListener('error', ({ message }) => {
      lose(message || 'the worker of the page could not be started; try again, or reload the page');
    });
    opened.addEventListener('messageerror', () => lose('an answer of the page’s worker could not be read'));
    return opened;
  }

  return {
    call(request) {
      const call = calls++;
      return new Promise((resolve, reject) => {
        worker ??= open();
        waiting.set(call, { resolve, reject });
        try {
          worker.postMessage({ call, request } satisfies Call<Request>);
        } catch (thrown) {
          waiting.delete(call);
          throw thrown;
        }
      });
    },
    end() {
      worker?.terminate();
      worker = null;
      waiting.clear();
    },
  };
}
