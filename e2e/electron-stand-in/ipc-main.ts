import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { encodeClone } from './clone-codec.ts';
import type { Fits } from './surface.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

/** Like lib/browser/ipc-main-impl.ts, v45. */
class StandInIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  constructor() {
    super();
    this.on('error', () => undefined); // a channel may have that name
  }

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers ipcRenderer.invoke: an error crosses as its message (lib/browser/ipc-dispatch.ts, v45). */
  async answer(
    channel: string,
    event: Electron.IpcMainInvokeEvent,
    args: unknown[],
  ): Promise<
    | { readonly kind: 'answer'; readonly value: unknown }
    | { readonly kind: 'refusal'; readonly error: string }
  > {
    const handler = this.#handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      const value: unknown = await (handler(event, ...args) as unknown);
      encodeClone(value); // a value that cannot cross is an error of the handler
      return { kind: 'answer', value };
    } catch (thrown) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(thrown)}\n`);
      return { kind: 'refusal', error: String(thrown) };
    }
  }
}

export const ipcMain = new StandInIpcMain();

export type IpcMainSurface = Fits<StandInIpcMain, Electron.IpcMain>;
