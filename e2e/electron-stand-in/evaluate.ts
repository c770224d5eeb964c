import { notify, onControl } from './control.ts';

type Evaluated = (electron: object, argument: unknown) => unknown;

/** Runs a test's functions in the main process, as Playwright does in a real Electron's. */
export function serveEvaluations(loadElectron: () => Promise<object>): void {
  onControl('evaluate', ({ id, source, argument }) => {
    const run = async (): Promise<unknown> => {
      const evaluated = (new Function(`return (${source})`) as () => Evaluated)();
      return evaluated(await loadElectron(), argument);
    };
    run().then(
      (value) => notify('evaluated', { id, value }),
      (thrown: unknown) => {
        const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
        notify('evaluated', { id, error });
      },
    );
  });
}
