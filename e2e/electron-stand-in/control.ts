/** What a test tells the stand-in, where it would evaluate code in a real Electron's main process. */
export type ControlMessage =
  | { readonly kind: 'quit' }
  | { readonly kind: 'closeWindow' }
  | { readonly kind: 'agree' } // to every message box from now on; without it they are cancelled
  | { readonly kind: 'choosePath'; readonly path: string | null } // the answer to the next save dialog
  | { readonly kind: 'clickMenu'; readonly label: string };

/** What the stand-in tells a test. */
export type Notice =
  | { readonly kind: 'pageOpened'; readonly debuggingUrl: string }
  | { readonly kind: 'errorBox'; readonly title: string; readonly content: string }
  | { readonly kind: 'messageBox'; readonly message: string }
  | { readonly kind: 'shownInFolder'; readonly path: string }
  | { readonly kind: 'openedOutside'; readonly url: string };

const handlers = new Map<string, (message: never) => void>();

if (process.send) {
  process.on('message', (message: ControlMessage) => handlers.get(message.kind)?.(message as never));
  process.on('disconnect', () => process.exit(1)); // the test is gone
}

/** Sets what happens on one kind of message. */
export function onControl<Kind extends ControlMessage['kind']>(
  kind: Kind,
  handler: (message: Extract<ControlMessage, { kind: Kind }>) => void,
): void {
  handlers.set(kind, handler);
}

export function notify(notice: Notice): void {
  process.send?.(notice);
}
