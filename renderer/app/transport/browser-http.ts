import { createCodec, eventsProtocol, type Transport } from '#api';
import { base64 } from './base64.ts';
import { createHttpTransport } from './http-transport.ts';
import { readPageKey } from './page-key.ts';

/** The HTTP transport, to the page's own origin. */
export function createBrowserHttpTransport(): Transport {
  return createHttpTransport({
    pageKey: readPageKey,
    fetch: (path, init) => fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' }),
    openSocket: (pageKey) => {
      const protocols = pageKey === '' ? [eventsProtocol] : [eventsProtocol, pageKey];
      return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/events`, protocols);
    },
    download,
    codec: createCodec(base64),
  });
}

/** Leaves streaming to the browser's download manager, which also tells the user how it went. */
function download(path: string, fileName: string): Promise<boolean> {
  const link = document.createElement('a');
  link.href = path;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  return Promise.resolve(true);
}
