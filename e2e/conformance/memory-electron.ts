import type { IpcMain, WebContents } from 'electron';

type Listener = (...values: unknown[]) => unknown;

/** Both ends of Electron's IPC in one process. As in Electron, everything that crosses is a structured clone. */
const handlers = new Map<string, Listener>();
const pageListeners = new Map<string, Set<Listener>>();

/** The frame that sends; a test may pretend to be another. */
export const frame = { url: 'app://ui/index.html', parent: null as object | null };

export const page = {
  isDestroyed: () => false,
  send(channel: string, ...values: unknown[]) {
    for (const listener of pageListeners.get(channel) ?? []) listener({}, ...structuredClone(values));
  },
} as unknown as WebContents;

export const ipcMain = {
  handle: (channel: string, handler: Listener) => void handlers.set(channel, handler),
  removeHandler: (channel: string) => void handlers.delete(channel),
} as Pick<IpcMain, 'handle' | 'removeHandler'>;

export const ipcRenderer = {
  async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler({ sender: page, senderFrame: frame }, ...structuredClone(values)));
  },
  on(channel: string, listener: Listener) {
    pageListeners.set(channel, (pageListeners.get(channel) ?? new Set()).add(listener));
  },
  off: (channel: string, listener: Listener) => void pageListeners.get(channel)?.delete(listener),
};

/** What the preload script exposed. */
export const mainWorld: Record<string, unknown> = {};

export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => void (mainWorld[name] = api),
};

export const webUtils = { getPathForFile: () => '' }; // for files that are not on disk
