import { AppError, type Answer, type Bridge, type Transport } from '#api';

/** The desktop transport. The host lives and dies with the window, so the connection is always open. */
export function createIpcTransport(bridge: Bridge): Transport {
  const subscriptions = new Set<() => void>();
  return {
    isDesktop: true,
    request: (command, input) => unwrap(bridge.request(command, input)),
    onEvent(listener) {
      const end = bridge.onEvent(listener);
      subscriptions.add(end);
      return () => {
        subscriptions.delete(end);
        end();
      };
    },
    onConnection(listener) {
      listener('open');
      return () => undefined;
    },
    saveExport: async (ticket, fileName) => (await unwrap(bridge.saveExport(ticket, fileName))) === true,
    pathOf: (file) => bridge.pathOf(file) || null,
    close() {
      for (const end of subscriptions) end();
      subscriptions.clear();
    },
  };
}

async function unwrap(answer: Promise<Answer>): Promise<unknown> {
  const settled = await answer.catch((thrown: unknown): never => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new AppError('connectionLost', `the app did not answer: ${reason}`, { cause: thrown });
  });
  if (settled.ok) return settled.value;
  throw AppError.fromData(settled.error);
}
