/** Messages between the two worlds. Values are encoded; ids belong to the side that created them. */
export type BridgeMessage =
  | { readonly kind: 'expose'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly id: number; readonly args: readonly unknown[] }
  | { readonly kind: 'settle'; readonly id: number; readonly ok: boolean; readonly value: unknown };

/** One world's end of the bridge. */
export interface BridgeEnd {
  expose(name: string, value: unknown): void;
}

/**
 * One world's end of contextBridge, the same code on either side (shell/renderer/api/electron_api_context_bridge.cc, v45): values are
 * copied recursively and at most 1000 levels deep, with an object counting twice; prototypes are lost; functions and promises are proxied;
 * of an error, only the message arrives; exposed APIs are frozen. Symbols, which Electron lets through, and DOM elements cannot be passed
 * here. Injected as source: it refers to nothing outside.
 */
export function openBridge(secret: string, ownSide: string, otherSide: string): BridgeEnd {
  interface Wire {
    readonly t: string;
    v?: unknown;
  }
  type Caller = (...args: unknown[]) => unknown;
  interface Own {
    readonly run: Caller;
    readonly receiver: unknown;
  }
  const own: Own[] = [];
  const ownIds = new WeakMap<Caller, number>();
  const proxies = new WeakMap<Caller, number>();
  const promises = new Map<number, PromiseWithResolvers<unknown>>();
  let promiseCount = 0;
  let reply: { readonly ok: boolean; readonly value: unknown } = { ok: true, value: undefined };

  const clone = (value: unknown): Wire => ({ t: 'clone', v: structuredClone(value) });
  /** Like IsPlainObject: includes class instances. */
  const isPlain = (value: object): boolean => {
    const tag = Object.prototype.toString.call(value);
    return !/Date|Boolean|Number|String|RegExp|Map|Set|ArrayBuffer|Array\]|DataView|Generator|Module|Blob|File/.test(
      tag,
    );
  };
  /** A Proxy is not a plain object, and has no other way across. */
  const refuseProxies = (value: object): void => {
    try {
      structuredClone(value);
    } catch (thrown) {
      if (
        /^(#<Object>|\[object Array\]).* could not be cloned/.test(
          (thrown as Error).message.replace(/^.*': /, ''),
        )
      )
        throw thrown;
    }
  };

  function encode(value: unknown, receiver: unknown, depth: number, seen: Map<unknown, Wire>): Wire {
    if (depth >= 1000) {
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'symbol') throw new TypeError('the stand-in carries no symbols over the bridge');
    if (typeof value === 'function') return encodeFunction(value as Caller, receiver);
    if (typeof value !== 'object' || value === null) return { t: 'clone', v: value };
    const known = seen.get(value);
    if (known !== undefined) return known;
    if (value instanceof Promise) return encodePromise(value);
    if (value instanceof Error) return { t: 'error', v: value.message };
    if (!Array.isArray(value) && !isPlain(value)) return clone(value);
    refuseProxies(value);
    const wire: Wire = { t: Array.isArray(value) ? 'array' : 'object' };
    seen.set(value, wire);
    wire.v = Array.isArray(value)
      ? value.map((item: unknown) => encode(item, value, depth + 1, seen))
      : Object.entries(value).map(([key, item]) => [key, encode(item, value, depth + 2, seen)]);
    return wire;
  }

  function encodeFunction(run: Caller, receiver: unknown): Wire {
    const theirs = proxies.get(run);
    if (theirs !== undefined) return { t: 'yours', v: theirs }; // it returns to its own side
    const id = ownIds.get(run) ?? own.push({ run, receiver }) - 1;
    ownIds.set(run, id);
    return { t: 'function', v: id };
  }

  function encodePromise(promise: Promise<unknown>): Wire {
    const id = promiseCount++;
    const settle = (ok: boolean, result: unknown): void => {
      try {
        send({ kind: 'settle', id, ok, value: encode(result, undefined, 0, new Map()) });
      } catch (thrown) {
        const message = `Uncaught ${String(thrown)}`;
        send({ kind: 'settle', id, ok: false, value: { t: 'error', v: message } });
      }
    };
    promise.then(
      (result) => settle(true, result),
      (thrown: unknown) => settle(false, thrown),
    );
    return { t: 'promise', v: id };
  }

  function decode(wire: Wire, seen = new Map<Wire, unknown>()): unknown {
    if (seen.has(wire)) return seen.get(wire);
    const { t, v } = wire;
    if (t === 'error') return new Error(v as string);
    if (t === 'yours') return own[v as number]!.run;
    if (t === 'function') return proxyOf(v as number);
    if (t === 'promise') {
      const pending = Promise.withResolvers<unknown>();
      promises.set(v as number, pending);
      return pending.promise;
    }
    if (t === 'array') {
      const list: unknown[] = [];
      seen.set(wire, list);
      for (const item of v as Wire[]) list.push(decode(item, seen));
      return list;
    }
    if (t !== 'object') return v;
    const made = {};
    seen.set(wire, made);
    for (const [key, item] of v as [string, Wire][])
      Object.defineProperty(made, key, {
        value: decode(item, seen),
        ...{ enumerable: true, configurable: true, writable: true },
      });
    return made;
  }

  function proxyOf(id: number): Caller {
    const proxy: Caller = (...args) => {
      const seen = new Map<unknown, Wire>();
      // The answer comes before dispatching returns.
      send({ kind: 'call', id, args: args.map((arg) => encode(arg, undefined, 0, seen)) });
      const { ok, value } = reply;
      if (!ok) throw new Error(value as string);
      return decode(value as Wire);
    };
    proxies.set(proxy, id);
    return proxy;
  }

  function answer(id: number, args: readonly unknown[]): typeof reply {
    const { run, receiver } = own[id]!;
    let result: unknown;
    try {
      result = run.apply(
        receiver,
        args.map((arg) => decode(arg as Wire)),
      );
    } catch (thrown) {
      const message = (thrown as Error | null | undefined)?.message;
      const unknownThrown =
        'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.';
      return { ok: false, value: typeof message === 'string' ? message : unknownThrown };
    }
    try {
      return { ok: true, value: encode(result, undefined, 0, new Map()) };
    } catch (thrown) {
      return { ok: false, value: `Uncaught ${String(thrown)}` };
    }
  }

  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value))
      return value;
    Object.freeze(value);
    Object.values(value).forEach(freeze);
    return value;
  };

  function send(message: BridgeMessage): void {
    window.dispatchEvent(new CustomEvent(secret + otherSide, { detail: message }));
  }

  window.addEventListener(`${secret}${ownSide}`, (event) => {
    const message = (event as CustomEvent<BridgeMessage>).detail;
    if (message.kind === 'call') {
      const answered = answer(message.id, message.args);
      window.dispatchEvent(new CustomEvent(`${secret}${otherSide}-reply`, { detail: answered }));
    } else if (message.kind === 'settle') {
      const pending = promises.get(message.id);
      promises.delete(message.id);
      if (message.ok) pending?.resolve(decode(message.value as Wire));
      else pending?.reject(decode(message.value as Wire));
    } else {
      const isTaken = message.name in window;
      reply = {
        ok: !isTaken,
        value: 'Cannot bind an API on top of an existing property on the window object',
      };
      if (!isTaken)
        Object.defineProperty(window, message.name, {
          value: freeze(decode(message.value as Wire)),
          ...{ enumerable: true, configurable: false, writable: false },
        });
      window.dispatchEvent(new CustomEvent(`${secret}${otherSide}-reply`, { detail: reply }));
    }
  });
  window.addEventListener(`${secret}${ownSide}-reply`, (event) => {
    reply = (event as CustomEvent<typeof reply>).detail;
  });

  return {
    expose(name, value) {
      send({ kind: 'expose', name, value: encode(value, undefined, 0, new Map()) });
      if (!reply.ok) throw new Error(reply.value as string);
    },
  };
}
