import type { HttpExecutor } from 'builder-util-runtime';
import type { EventEmitter } from 'node:events';
import type { OutgoingHttpHeaders, RequestOptions } from 'node:http';

/** A request of Electron's network, or of Node's. */
export interface Sent {
  readonly abort: () => void;
  readonly end: (data?: Buffer) => void;
  once(event: 'error', listener: () => void): unknown;
}

/**
 * Lets `executor` say no more of the app than its name and version, and of its user nothing. Returns what ends the requests
 * that are under way: electron-updater stops reading a cancelled download, but leaves its connection open.
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
    delete headers['x-user-staging-id']; // a random id, by which one could be followed
    const request = create({ ...options, headers }, (response: EventEmitter) => {
      // Electron's requests are 'close' as soon as they are sent; their answers, when they have come.
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
