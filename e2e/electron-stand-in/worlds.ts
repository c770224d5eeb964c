import { decodeClone, encodeClone } from './clone-codec.ts';

/** Name of the isolated world in which preloads run. */
export const preloadWorld = 'lambdascope-preload';
/** Function by which that world reaches the main process; the page's own world does not have it. */
export const preloadBinding = '__lambdascopeStandIn';

/**
 * Scripts for every new document, in this order. As under Electron with contextIsolation, the preload and the page
 * share the DOM and nothing else; contextBridge is rebuilt from DOM events, whose `detail` is cloned between worlds.
 */
export function documentScripts(preloadSource: string): { main: string; isolated: string } {
  const secret = `lambdascope-${crypto.randomUUID()}-`; // a page cannot listen for what it cannot name
  const inject = (run: (...args: never[]) => void, ...args: string[]): string =>
    `(${String(run)})(${args.join(', ')});`;
  return {
    main: inject(mainWorld, JSON.stringify(secret)),
    isolated: inject(
      isolatedWorld,
      JSON.stringify(secret),
      JSON.stringify(preloadBinding),
      `{ encode: ${String(encodeClone)}, decode: ${String(decodeClone)} }`,
      `(require, module, exports) => {${preloadSource}\n}`,
    ),
  };
}

interface Call {
  readonly id: number;
  /** Functions are null here and named in `callbacks`. */
  readonly args: unknown[];
  readonly callbacks: (number | null)[];
}

interface Reply {
  readonly kind: 'value' | 'function' | 'promise' | 'error';
  readonly value?: unknown;
  readonly id?: number;
}

/** In the page's own world: builds what the preload exposes. */
function mainWorld(secret: string): void {
  if (window !== window.top) return; // Electron runs a preload in the top frame only
  const callbacks = new Map<number, (...args: unknown[]) => void>();
  const settles = new Map<number, PromiseWithResolvers<unknown>>();
  let reply: Reply = { kind: 'value' };
  const listen = <Detail>(kind: string, listener: (detail: Detail) => void): void => {
    window.addEventListener(secret + kind, (event) => listener((event as CustomEvent<Detail>).detail));
  };
  const call = (id: number, args: unknown[]): unknown => {
    const ids = args.map((arg) => {
      if (typeof arg !== 'function') return null;
      callbacks.set(callbacks.size, arg as () => void);
      return callbacks.size - 1;
    });
    const plain = args.map((arg) => (typeof arg === 'function' ? null : structuredClone(arg)));
    const detail: Call = { id, args: plain, callbacks: ids };
    window.dispatchEvent(new CustomEvent(`${secret}call`, { detail })); // the reply comes before this returns
    const { kind, value, id: made } = reply;
    if (kind === 'error') throw new Error(String(value));
    if (kind === 'function') return (...given: unknown[]) => call(made ?? -1, given);
    if (kind === 'value') return value;
    const pending = Promise.withResolvers<unknown>();
    settles.set(made ?? -1, pending);
    return pending.promise;
  };
  listen<Reply>('reply', (detail) => (reply = detail));
  listen<{ id: number; args: unknown[] }>('callback', ({ id, args }) => callbacks.get(id)?.(...args));
  listen<{ id: number; ok: boolean; value: unknown }>('settle', ({ id, ok, value }) => {
    if (ok) settles.get(id)?.resolve(value);
    else settles.get(id)?.reject(new Error(String(value)));
    settles.delete(id);
  });
  listen<{ name: string; functions: [string, number][] }>('expose', ({ name, functions }) => {
    const api = functions.map(([key, id]) => [key, (...args: unknown[]) => call(id, args)] as const);
    Object.defineProperty(window, name, { value: Object.freeze(Object.fromEntries(api)) });
  });
}

type AnyFunction = (...args: unknown[]) => unknown;

/** In the isolated world: gives the preload its `electron`, and serves the page's calls. */
function isolatedWorld(
  secret: string,
  binding: string,
  codec: { encode(value: unknown): string; decode(text: string): unknown },
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  if (window !== window.top) return;
  const send = (globalThis as unknown as Record<string, (text: string) => void>)[binding]!;
  const functions: AnyFunction[] = [];
  const invoked = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Set<AnyFunction>>();
  const fire = (kind: string, detail: unknown): boolean =>
    window.dispatchEvent(new CustomEvent(secret + kind, { detail }));

  const answer = (value: unknown): Reply => {
    if (typeof value === 'function')
      return { kind: 'function', id: functions.push(value as AnyFunction) - 1 };
    if (!(value instanceof Promise)) return { kind: 'value', value };
    const id = functions.push(() => undefined) - 1; // a number of its own
    value.then(
      (result: unknown) => fire('settle', { id, ok: true, value: result }),
      (thrown: Error) => fire('settle', { id, ok: false, value: thrown.message }),
    );
    return { kind: 'promise', id };
  };
  window.addEventListener(`${secret}call`, (event) => {
    const { id, args, callbacks } = (event as CustomEvent<Call>).detail;
    const revived = args.map((arg, index) => {
      const callback = callbacks[index];
      return callback === null || callback === undefined
        ? arg
        : (...given: unknown[]) => void fire('callback', { id: callback, args: given });
    });
    try {
      fire('reply', answer(functions[id]?.(...revived)));
    } catch (thrown) {
      fire('reply', { kind: 'error', value: (thrown as Error).message });
    }
  });

  // How the main process reaches this world: Runtime.evaluate calls it.
  const receive = (text: string): void => {
    const message = codec.decode(text) as { id?: number; channel?: string; error?: string; value: unknown };
    if (message.id === undefined) {
      const args = message.value as unknown[];
      for (const listener of listeners.get(message.channel ?? '') ?? []) listener({}, ...args);
      return;
    }
    if (message.error === undefined) invoked.get(message.id)?.resolve(message.value);
    else invoked.get(message.id)?.reject(new Error(message.error));
    invoked.delete(message.id);
  };
  Object.defineProperty(globalThis, `${binding}Receive`, { value: receive });

  const electron = {
    ipcRenderer: {
      invoke(channel: string, ...args: unknown[]) {
        const pending = Promise.withResolvers<unknown>();
        const id = invoked.size === 0 ? 0 : Math.max(...invoked.keys()) + 1;
        invoked.set(id, pending);
        send(codec.encode({ id, channel, args }));
        return pending.promise;
      },
      on(channel: string, listener: AnyFunction) {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      },
      off: (channel: string, listener: AnyFunction) => void listeners.get(channel)?.delete(listener),
    },
    contextBridge: {
      exposeInMainWorld(name: string, api: Record<string, AnyFunction>) {
        const named = Object.entries(api).map(([key, run]) => [key, functions.push(run) - 1]);
        fire('expose', { name, functions: named });
      },
    },
  };
  const module = { exports: {} };
  const require = (name: string): unknown => {
    if (name === 'electron') return electron;
    throw new Error(`a sandboxed preload cannot require ${name}`);
  };
  preload(require, module, module.exports);
}
