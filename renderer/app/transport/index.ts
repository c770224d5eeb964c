import type { Bridge, Transport } from '#api';
import { createBrowserHttpTransport } from './browser-http.ts';
import { createIpcTransport } from './ipc-transport.ts';

export { askAhead } from './ask-ahead.ts';
export { takePageKey } from './page-key.ts';

declare global {
  interface Window {
    /** Set by the desktop's preload script; absent in a browser. */
    readonly lambdascope?: Bridge;
  }
}

/** Connects the page to its host: over Electron IPC on the desktop, over HTTP and WebSocket in a browser. */
export function connectHost(): Transport {
  return window.lambdascope ? createIpcTransport(window.lambdascope) : createBrowserHttpTransport();
}
