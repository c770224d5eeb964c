import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Fits } from './surface.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

class StandInIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Answers ipcRenderer.invoke; errors read as Electron words them. */
  async answer(channel: string, event: Electron.IpcMainInvokeEvent, args: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return await (handler(event, ...args) as unknown);
    } catch (thrown) {
      throw new Error(`Error invoking remote method '${channel}': ${String(thrown)}`, { cause: thrown });
    }
  }
}

export const ipcMain = new StandInIpcMain();

export type IpcMainSurface = Fits<StandInIpcMain, Electron.IpcMain, 'handle' | 'removeHandler'>;
