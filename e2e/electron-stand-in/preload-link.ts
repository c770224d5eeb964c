import type { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { decodeClone, encodeClone } from './clone-codec.ts';
import { ipcMain } from './ipc-main.ts';
import type { KeyInput, MainMessage, PreloadMessage } from './preload-world.ts';
import { preventable } from './surface.ts';
import { preloadBinding } from './worlds.ts';

/** What the link needs from its webContents. */
export interface LinkedContents extends EventEmitter {
  isDestroyed(): boolean;
  getURL(): string;
  send(channel: string, ...args: unknown[]): void;
}

/** What passes between the main process and the preload script of a webContents' page. */
export class PreloadLink {
  readonly #contents: LinkedContents;
  readonly #evaluate: (expression: string) => void;
  readonly #unhandledKey: (input: KeyInput) => void;
  /** Counts documents: a frame's messages belong to one of them. */
  #document = 0;

  /**
   * @param evaluate in the preload's world, if there is one
   * @param unhandledKey called for keys that the page did not handle
   */
  constructor(
    contents: LinkedContents,
    evaluate: (expression: string) => void,
    unhandledKey: (input: KeyInput) => void,
  ) {
    this.#contents = contents;
    this.#evaluate = evaluate;
    this.#unhandledKey = unhandledKey;
  }

  /** Another document is there, or none any more. */
  documentChanged(): void {
    this.#document += 1;
  }

  deliver(message: MainMessage): void {
    this.#evaluate(`${preloadBinding}Receive(${JSON.stringify(encodeClone(message))})`);
  }

  receive(payload: string): void {
    const message = decodeClone(payload) as PreloadMessage;
    const contents = this.#contents;
    if (contents.isDestroyed()) return;
    switch (message.kind) {
      case 'invoke':
        void this.#invoke(message);
        break;
      case 'send':
        ipcMain.emit(message.channel, this.#event(), ...message.args);
        break;
      case 'contextMenu':
        contents.emit('context-menu', preventable({}), { ...message.params, frame: this.#frame() });
        break;
      case 'key':
        contents.emit('before-input-event', preventable({}), { ...message.input, modifiers: [] });
        contents.emit('input-event', preventable({}), message.input);
        if (!message.isHandled) this.#unhandledKey(message.input);
        break;
      case 'mouseButton': // Linux and Windows report it as a command (shell/browser/native_window_views.cc, v45)
        contents.emit('stand-in-mouse-button', message.button === 3 ? 'browser-backward' : 'browser-forward');
    }
  }

  async #invoke({ id, channel, args }: Extract<PreloadMessage, { kind: 'invoke' }>): Promise<void> {
    const asking = this.#document;
    const answered = await ipcMain.answer(channel, this.#event() as Electron.IpcMainInvokeEvent, args);
    // A document that has gone meanwhile receives nothing more.
    if (asking === this.#document) this.deliver({ id, ...answered });
  }

  /** `senderFrame` is null once its document has been replaced (docs/api/structures/ipc-main-invoke-event.md, v45). */
  #event(): object {
    const contents = this.#contents;
    const sent = this.#document;
    const frame = this.#frame();
    const isThere = (): boolean => sent === this.#document && !contents.isDestroyed();
    return {
      ...{ sender: contents, type: 'frame', processId: 1, frameId: 1, ports: [] },
      get senderFrame() {
        return isThere() ? frame : null;
      },
      reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
    };
  }

  #frame(): object {
    return { url: this.#contents.getURL(), parent: null, detached: false, top: null };
  }
}
