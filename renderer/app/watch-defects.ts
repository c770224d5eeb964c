import { AppError, maxDefectLength, type Client } from '#api';
import type { App } from 'vue';
import { toast } from '#data';

/** Browsers report this when a layout needs a second pass, which it gets. */
const harmless = /^ResizeObserver loop/;
/** A defect in drawing code recurs with every frame. */
const mostReports = 20;

/**
 * The page's last resort: an uncaught error is shown, with a way to copy it, and written to the host's log. A refusal by the host is not a
 * defect, and is only shown.
 */
export function watchDefects(
  app: Pick<App, 'config'>,
  client: Pick<Client, 'reportDefect'>,
  page: Pick<Window, 'addEventListener'> = window,
): void {
  const reported = new Set<string>();

  function show(thrown: unknown): void {
    const error = AppError.from(thrown);
    if (error.code !== 'internal') return toast.error(error);
    if (harmless.test(error.message)) return;
    const text = describe(thrown);
    toast.error(`Something went wrong: ${error.message}`, {
      label: 'Copy details',
      stays: true,
      run: () => navigator.clipboard.writeText(text),
    });
    if (reported.has(text) || reported.size >= mostReports) return;
    reported.add(text);
    // Without its host there is no log to write to, and the message is already on the page.
    client.reportDefect({ text }).catch(() => undefined);
  }

  app.config.errorHandler = show;
  page.addEventListener('unhandledrejection', ({ reason }) => show(reason));
  page.addEventListener('error', ({ error, message }) => show(error ?? new Error(message)));
}

function describe(thrown: unknown): string {
  const text = thrown instanceof Error ? (thrown.stack ?? String(thrown)) : String(thrown);
  const cause =
    thrown instanceof Error && thrown.cause !== undefined ? `\ncaused by ${describe(thrown.cause)}` : '';
  return (text + cause).slice(0, maxDefectLength) || 'no description';
}
