import type { BridgeEnd } from './context-bridge.ts';

/** What the isolated world tells the main process. */
export type PreloadMessage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown[] }
  | { readonly kind: 'send'; readonly channel: string; readonly args: unknown[] }
  | { readonly kind: 'contextMenu'; readonly params: object }
  | { readonly kind: 'key'; readonly input: KeyInput; readonly isHandled: boolean }
  | { readonly kind: 'mouseButton'; readonly button: number };

/** A key in the form of before-input-event. */
export interface KeyInput {
  readonly type: 'keyDown' | 'keyUp';
  readonly key: string;
  readonly code: string;
  readonly control: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
  readonly isAutoRepeat: boolean;
}

/** What the main process tells the isolated world. */
export type MainMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: unknown[] };

/**
 * In the isolated world: gives the preload script the `electron` of a sandboxed renderer, and tells the main process what Chromium itself
 * would have reported. Injected as source: it refers to nothing outside.
 */
export function runPreload(
  binding: string,
  codec: { encode(value: unknown): string; decode(text: string): unknown },
  bridge: BridgeEnd,
  environment: object,
  preload: (require: (name: string) => unknown, module: object, exports: object, process: object) => void,
): void {
  type Listener = (...args: unknown[]) => unknown;
  const post = (globalThis as unknown as Record<string, (text: string) => void>)[binding]!;
  const tell = (message: PreloadMessage): void => post(codec.encode(message));
  const invoked = new Map<number, PromiseWithResolvers<unknown> & { readonly channel: string }>();
  const listeners = new Map<string, Set<Listener>>();
  let invokeCount = 0;

  // How the main process reaches this world: Runtime.evaluate calls it.
  const receive = (text: string): void => {
    const message = codec.decode(text) as MainMessage;
    if (message.kind === 'event') {
      for (const listener of [...(listeners.get(message.channel) ?? [])])
        listener({ sender: ipcRenderer, ports: [] }, ...message.args);
      return;
    }
    const call = invoked.get(message.id);
    invoked.delete(message.id);
    if (message.kind === 'answer') call?.resolve(message.value);
    // In the wording of lib/renderer/api/ipc-renderer.ts, v45.
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.error}`));
  };
  Object.defineProperty(globalThis, `${binding}Receive`, { value: receive });

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]) {
      const pending = Promise.withResolvers<unknown>();
      const id = invokeCount++;
      tell({ kind: 'invoke', id, channel, args });
      invoked.set(id, { ...pending, channel });
      return pending.promise;
    },
    send: (channel: string, ...args: unknown[]) => tell({ kind: 'send', channel, args }),
    on(channel: string, listener: Listener) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    once(channel: string, listener: Listener) {
      const once: Listener = (...args) => {
        ipcRenderer.off(channel, once);
        listener(...args);
      };
      return ipcRenderer.on(channel, once);
    },
    off(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
    addListener: (channel: string, listener: Listener) => ipcRenderer.on(channel, listener),
    removeListener: (channel: string, listener: Listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel: string) {
      listeners.delete(channel);
      return ipcRenderer;
    },
  };

  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api) };
  /** A file created by a script has no path; if a test provides one from the disk, Chromium does not reveal it here. */
  const webUtils = { getPathForFile: (file: File) => (file as { path?: string }).path ?? '' };

  // The page comes first: these listeners run after all of its own.
  const keyOf = (event: KeyboardEvent): KeyInput => ({
    type: event.type === 'keyup' ? 'keyUp' : 'keyDown',
    key: event.key,
    code: event.code,
    control: event.ctrlKey,
    shift: event.shiftKey,
    alt: event.altKey,
    meta: event.metaKey,
    isAutoRepeat: event.repeat,
  });
  const onKey = (event: KeyboardEvent): void =>
    tell({ kind: 'key', input: keyOf(event), isHandled: event.defaultPrevented });
  window.addEventListener('keydown', onKey);
  window.addEventListener('keyup', onKey);
  window.addEventListener('mousedown', ({ button }) => {
    if (button > 2) tell({ kind: 'mouseButton', button });
  });
  // On release, Chromium would also go back by itself: on a slow machine, to the empty page with which a window begins.
  window.addEventListener('mouseup', (event) => event.button > 2 && event.preventDefault());
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault(); // Electron shows none of its own
    const [target] = event.composedPath() as HTMLElement[];
    const field = target?.closest<HTMLInputElement>('input, textarea, [contenteditable]') ?? null;
    const selectionText = String(window.getSelection() ?? '');
    const picked = field && 'selectionStart' in field && field.selectionStart !== field.selectionEnd;
    const hasSelection = selectionText !== '' || picked === true;
    const isEditable = field !== null && !field.readOnly && !field.disabled;
    const edit = isEditable && hasSelection;
    tell({
      kind: 'contextMenu',
      params: {
        ...{ x: event.clientX, y: event.clientY, isEditable, selectionText, pageURL: location.href },
        linkURL: target?.closest('a')?.href ?? '',
        linkText: target?.closest('a')?.innerText ?? '',
        ...{ srcURL: '', mediaType: 'none', misspelledWord: '', dictionarySuggestions: [] },
        spellcheckEnabled: field?.spellcheck ?? false,
        formControlType:
          field === null ? 'none' : field.localName === 'textarea' ? 'text-area' : 'input-text',
        menuSourceType: event.button === 2 ? 'mouse' : 'keyboard',
        editFlags: {
          ...{ canUndo: isEditable, canRedo: false, canCut: edit, canCopy: hasSelection },
          ...{ canPaste: isEditable, canDelete: edit, canSelectAll: true, canEditRichly: false },
        },
      },
    });
  });

  const module = { exports: {} };
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge, webUtils };
    throw new Error(`module not found: ${name}`); // lib/sandboxed_renderer/preload.ts, v45
  };
  preload(require, module, module.exports, environment);
}
