import { app } from 'electron';
import { AppError, linkScheme, routeOfLink } from '#api';

/** What a link asked for: an address inside the page, or why the link cannot be opened. */
export type AskedByLink = { readonly route: string } | { readonly refusal: string };

/** Links that the system asked the app to open. */
export interface ReceivedLinks {
  /** Calls `listener` for each link from now on, and at once for the last one that arrived before. */
  onLink(listener: (asked: AskedByLink) => void): void;
}

/** The last link on a command line; null if there is none. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`)) ?? null;
}

/** Parses a link, which is never executed: it names a screen and what to show there, or it is refused. */
export function readLink(link: string): AskedByLink {
  try {
    return { route: routeOfLink(link) };
  } catch (thrown) {
    return { refusal: AppError.from(thrown).message };
  }
}

/** Receives links from the command line, from a second start, and on macOS from an event. Call it before the app is ready. */
export function receiveLinks(): ReceivedLinks {
  let waiting: AskedByLink | null = null;
  let deliver: ((asked: AskedByLink) => void) | null = null;
  function take(link: string | null): void {
    if (link === null) return;
    const asked = readLink(link);
    if (deliver) deliver(asked);
    else waiting = asked;
  }

  app.on('open-url', (event, url) => {
    event.preventDefault();
    take(url);
  });
  app.on('second-instance', (_event, argv) => take(linkIn(argv)));
  take(linkIn(process.argv));
  // Only for an installed app: otherwise this would register Electron itself.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  return {
    onLink(listener) {
      deliver = listener;
      if (waiting) listener(waiting);
      waiting = null;
    },
  };
}
