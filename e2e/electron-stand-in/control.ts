import type { Answers, Hardness, SessionEnd } from './asked.ts';
import { endAtOnce } from './node-exit.ts';

/**
 * What a test tells the stand-in where Electron has no API for it: what the user, the machine and Chromium would do. Everything else goes
 * through `evaluate`, as in a real Electron's main process. A new kind takes one line here and one `onControl`.
 */
export interface Controls {
  /** Runs the source of a function `(electron, argument) => value` in the main process; `evaluated` answers. */
  evaluate: { readonly id: number; readonly source: string; readonly argument: unknown };
  /** As with the button in the title bar. */
  closeWindow: object;
  /** How message boxes and file dialogs are answered from now on. */
  answers: Partial<Answers>;
  /** Clicks an item of the application menu, or of the open context menu. */
  clickMenu: { readonly label: string };
  /** The renderer process dies, as if it ran out of memory. */
  crashPage: { readonly reason?: string };
  /** What the system does when the user logs off or shuts down. */
  endSession: SessionEnd;
  /** Faults from now on, among those in Hardness. */
  harden: Partial<Hardness>;
}

export type ControlMessage = {
  [Kind in keyof Controls]: { readonly kind: Kind } & Controls[Kind];
}[keyof Controls];

/** Where a test finds a page, and where Chromium should put downloads, which a client that attaches would change. */
export interface OpenedPage {
  readonly debuggingUrl: string;
  readonly targetId: string;
  readonly downloadsPath: string;
}

/** What the stand-in tells a test. A new kind takes one line here and one `notify`. */
export interface Notices {
  evaluated: { readonly id: number; readonly value?: unknown; readonly error?: string };
  /** A page to drive; after a crash and a reload there is another one. */
  pageOpened: OpenedPage;
  errorBox: { readonly title: string; readonly content: string };
  messageBox: { readonly message: string };
  saveDialog: { readonly options: object };
  openDialog: { readonly options: object };
  openedOutside: { readonly url: string };
  shownInFolder: { readonly path: string };
  trashed: { readonly path: string };
}

export type Notice = { [Kind in keyof Notices]: { readonly kind: Kind } & Notices[Kind] }[keyof Notices];

const handlers = new Map<string, (message: never) => void>();

if (process.send) {
  process.on('message', (message: ControlMessage) => handlers.get(message.kind)?.(message as never));
  process.on('disconnect', () => endAtOnce(1)); // the test is gone
}

/** Sets the handler for one kind of message. */
export function onControl<Kind extends keyof Controls>(
  kind: Kind,
  handler: (message: Controls[Kind]) => void,
): void {
  handlers.set(kind, handler);
}

export function notify<Kind extends keyof Notices>(kind: Kind, notice: Notices[Kind]): void {
  if (process.connected) process.send?.({ kind, ...notice });
}
