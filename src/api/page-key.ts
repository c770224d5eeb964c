/**
 * The credential of a page under `serve`. Cookies are shared by all ports of a host (RFC 6265, 8.5), but web storage is not: the key that
 * lets a page send commands is kept there, where only its own origin can read it.
 */

/** The entry of the page's local storage that holds its key. */
export const pageKeyEntry = 'lambdascope-key';

/** Header that every command of a page carries, with the key as its value. Another origin's page cannot send it: that takes a CORS preflight. */
export const commandHeader = 'x-lambdascope';

/** Subprotocol of the event socket. A page offers its key beside it, because browsers do not let it set headers there. */
export const eventsProtocol = 'lambdascope';

/** Header of every answer to a command: how many events the host had sent when it read the answer. */
export const eventsHeader = 'x-lambdascope-events';

/** The first message of an event socket. What was read since the host had sent as many events is covered by those that follow. */
export interface StreamStart {
  readonly eventsBefore: number;
}

/** Whether a text has the form of a page's key: 32 bytes in base64url. */
export function isPageKey(text: string | null | undefined): text is string {
  return /^[\w-]{43}$/.test(text ?? '');
}
