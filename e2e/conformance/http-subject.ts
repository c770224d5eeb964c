import { WebSocket } from 'ws';
import { createCodec, eventsProtocol } from '#api';
import { startServer } from '#serve';
import { base64 } from '../../renderer/app/transport/base64.ts';
import type { EventSocket } from '../../renderer/app/transport/event-socket.ts';
import { createHttpTransport } from '../../renderer/app/transport/http-transport.ts';
import { createFakeApp, createRendererDir, signIn } from '../../src/serve/served-app.fixture.ts';
import type { Subject } from './transport-subject.ts';

const rendererDir = createRendererDir();

/** The page's HTTP transport against a real server, signed in like a browser. */
export const httpSubject: Subject = {
  name: 'HTTP and WebSocket',
  async connect({ handlers, exports }) {
    const app = createFakeApp(handlers);
    for (const [ticket, chunks] of exports) app.exports.set(ticket, { fileName: `${ticket}.csv`, chunks });
    const server = await startServer({ app, rendererDir, port: 0 });
    const { origin, cookie, key } = await signIn(server.url);
    const asPage = { cookie, origin };
    const saved = new Map<string, string>();

    const { promise: watching, resolve: watch } = Promise.withResolvers<unknown>();
    const transport = createHttpTransport({
      pageKey: () => key,
      fetch: (path, init) => fetch(origin + path, { ...init, headers: { ...init.headers, ...asPage } }),
      openSocket(pageKey) {
        const address = `${origin.replace('http', 'ws')}/api/events`;
        const socket = new WebSocket(address, [eventsProtocol, pageKey], { headers: asPage });
        socket.on('error', () => undefined); // 'close' follows
        socket.on('open', watch);
        return socket as unknown as EventSocket;
      },
      async download(path, fileName) {
        const file = await fetch(origin + path, { headers: asPage });
        if (!file.ok) return false;
        saved.set(fileName, await file.text());
        return true;
      },
      codec: createCodec(base64),
    });
    await watching;
    return {
      transport,
      emit: app.emit,
      saved,
      async close() {
        transport.close();
        await server.close();
      },
    };
  },
};
