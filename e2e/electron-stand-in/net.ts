import { EventEmitter } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as requestOf, type ClientRequest, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { fromBrowserUrl } from './protocol.ts';

const isThisMachine = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

function checkReach(url: URL): void {
  if (url.protocol !== 'http:' || !isThisMachine(url))
    throw Object.assign(new Error('net::ERR_INTERNET_DISCONNECTED'), { url: url.href });
}

type RequestOptions = Electron.ClientRequestConstructorOptions & {
  readonly headers?: Readonly<Record<string, string>>;
};

/**
 * The part of Chromium's requests that an updater uses; they reach only this machine. A manual redirect that is not followed in its handler
 * ends the request (docs/api/client-request.md, v45).
 */
class StandInRequest extends EventEmitter {
  readonly #headers: Map<string, string>;
  readonly #options: RequestOptions;
  readonly #body: Buffer[] = [];
  #sent: ClientRequest | null = null;
  #follows = false;
  #isAborted = false;

  constructor(options: RequestOptions | string) {
    super();
    this.#options = typeof options === 'string' ? { url: options } : options;
    this.#headers = new Map(Object.entries(this.#options.headers ?? {}));
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  followRedirect(): void {
    this.#follows = true;
  }

  write(chunk: string | Buffer): void {
    this.#body.push(Buffer.from(chunk));
  }

  end(chunk?: string | Buffer): this {
    if (chunk !== undefined) this.write(chunk);
    this.#send(this.#url());
    return this;
  }

  abort(): void {
    if (this.#isAborted) return;
    this.#isAborted = true;
    this.#sent?.destroy();
    this.emit('abort');
    this.emit('close');
  }

  #url(): URL {
    const { url, protocol = 'http:', hostname, host, port, path = '/' } = this.#options;
    if (url !== undefined) return new URL(url);
    const place = hostname ?? host ?? '';
    return new URL(`${protocol}//${place}${port ? `:${port}` : ''}${path}`);
  }

  #send(url: URL): void {
    try {
      checkReach(url);
    } catch (thrown) {
      setImmediate(() => this.#fail(thrown as Error));
      return;
    }
    const method = this.#options.method ?? 'GET';
    this.#sent = requestOf(url, { method, headers: Object.fromEntries(this.#headers) }, (response) =>
      this.#answered(response, url),
    );
    this.#sent.on('error', (error) => this.#fail(error));
    this.#sent.on('finish', () => this.emit('finish'));
    this.#sent.end(Buffer.concat(this.#body));
  }

  #answered(response: IncomingMessage, url: URL): void {
    const { statusCode = 0, headers } = response;
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) {
      response.on('end', () => this.emit('close'));
      this.emit('response', response);
      return;
    }
    response.resume();
    const target = new URL(headers.location, url);
    const { redirect = 'follow' } = this.#options;
    if (redirect === 'error')
      return this.#fail(new Error('Attempted to redirect, but redirect policy was "error"'));
    this.#follows = redirect === 'follow';
    this.emit('redirect', statusCode, this.#options.method ?? 'GET', target.href, headers);
    if (this.#isAborted) return;
    if (this.#follows) this.#send(target);
    else this.#fail(new Error('Redirect was cancelled'));
  }

  #fail(error: Error): void {
    if (this.#isAborted) return;
    this.emit('error', error);
    this.emit('close');
  }
}

function checkReady(): void {
  if (!app.isReady()) throw new Error('net module can only be used after app is ready');
}

export const net = {
  request(options: RequestOptions | string, callback?: (response: IncomingMessage) => void): StandInRequest {
    checkReady();
    const request = new StandInRequest(options);
    if (callback) request.once('response', callback);
    return request;
  },
  /** Files, and what this machine serves. */
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    checkReady();
    const url = new URL(typeof input === 'string' ? fromBrowserUrl(input) : input.url);
    if (url.protocol === 'file:') {
      // Chromium's error for what does not exist (net/base/net_error_list.h).
      const data = await readFile(fileURLToPath(url)).catch(() => null);
      if (data === null) throw new Error('net::ERR_FILE_NOT_FOUND');
      return new Response(data);
    }
    checkReach(url);
    return fetch(url, init);
  },
};

/** The functions that the app calls, with Electron's own parameters. */
export type NetSurface = [
  Parameters<Electron.Net['fetch']> extends Parameters<typeof net.fetch> ? true : never,
  Electron.ClientRequestConstructorOptions extends Parameters<typeof net.request>[0] ? true : never,
];
