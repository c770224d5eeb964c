import type { HttpExecutor } from 'builder-util-runtime';
import type { EventEmitter } from 'node:events';
import type { OutgoingHttpHeaders, RequestOptions } from 'node:http';

/** A request made through Electron's network or Node's. */
export interface Sent {
  readonly abort: () => void;
  readonly end: (data?: Buffer) => void;
  once(event: 'error', listener: () => void): unknown;
}

/**
 * Makes `executor` send only the app's name and version, and nothing about the user. Returns a function that aborts the pending requests:
 * electron-updater stops reading a cancelled download, but leaves its connection open.
 */
export function quietExecutor<Request extends Sent>(
  executor: HttpExecutor<Request>,
  agent: string,
): () => void {
  const underWay = new Set<Request>();
  const create = executor.createRequest.bind(executor);
  executor.createRequest = (options: RequestOptions, callback) => {
    const headers: OutgoingHttpHeaders = {
      ...(options.headers as OutgoingHttpHeaders | undefined),
      'User-Agent': agent,
    };
    delete headers['x-user-staging-id']; // a random id that could be used for tracking
    const request = create({ ...options, headers }, (response: EventEmitter) => {
      // A request of Electron's emits 'close' as soon as it is sent; its response, when it has been received.
      response.once('close', () => underWay.delete(request));
      callback(response);
    });
    underWay.add(request);
    request.once('error', () => underWay.delete(request));
    return request;
  };
  return () => {
    for (const request of [...underWay]) request.abort();
  };
}
