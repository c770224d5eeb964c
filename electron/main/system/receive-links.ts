import { app } from 'electron';
import { AppError, linkScheme, routeOfLink } from '#api';

/** What was asked for by a link: an address inside the page, or why the link cannot be opened. */
export type AskedByLink = { readonly route: string } | { readonly refusal: string };

/** Links that the system gave the app to open. */
export interface ReceivedLinks {
  /** Calls for each from now on, and at once for the last that came before. */
  onLink(listener: (asked: AskedByLink) => void): void;
}

/** The last link that a command line names; null for none. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.slice(1).findLast((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`)) ?? null;
}

/** A link is read, never run: it names a screen and what that shows, or it is refused. */
export function readLink(link: string): AskedByLink {
  try {
    return { route: routeOfLink(link) };
  } catch (thrown) {
    return { refusal: AppError.from(thrown).message };
  }
}

/** Takes links from the command line, from a second start, and on macOS from an event. Call it before the app is ready. */
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
  // Of an installed app alone: another would register Electron itself.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  return {
    onLink(listener) {
      deliver = listener;
      if (waiting) listener(waiting);
      waiting = null;
    },
  };
}
