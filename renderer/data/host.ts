import {
  createClient,
  createDesktopClient,
  type AppEventListener,
  type Client,
  type ConnectionState,
  type DesktopClient,
  type Transport,
} from '#api';
import { useThrottleFn } from '@vueuse/core';
import {
  inject,
  onScopeDispose,
  shallowRef,
  watch,
  type App,
  type InjectionKey,
  type Ref,
  type ShallowRef,
} from 'vue';
import { attempt } from './attempt.ts';
import type { PreferenceKey, PreferenceValue } from './preference-list.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { toPlain } from './to-plain.ts';

/** What every screen needs from the host, created once from the transport. */
export interface Host {
  readonly client: Client;
  /** Commands available only on the desktop; null in a browser. */
  readonly desktop: DesktopClient | null;
  readonly preferences: Preferences;
  readonly connection: Readonly<ShallowRef<ConnectionState>>;
  onEvent(listener: AppEventListener): () => void;
  saveExport(ticket: string, fileName: string): Promise<boolean>;
  /** The path on disk of a file that the user chose or dropped; null if the page may not know it. */
  pathOf(file: File): string | null;
}

/** Another host using the same folder announces every write, above all epochs. */
const refreshEveryMs = 2000;

const hostKey: InjectionKey<Host> = Symbol('host');

/** Connects the page to a transport. The only place where values leave Vue: here proxies become plain objects. */
export function createHost(transport: Transport): Host {
  const connection = shallowRef<ConnectionState>('open');
  const ask: Pick<Transport, 'request'> = {
    request: (command, input) => transport.request(command, toPlain(input)),
  };
  const client = createClient(ask);
  const preferences = createPreferences(client);
  const refresh = useThrottleFn(() => preferences.refresh().catch(() => undefined), refreshEveryMs, true);
  transport.onConnection((state) => {
    if (state === 'open' && connection.value !== 'open') void refresh();
    connection.value = state;
  });
  transport.onEvent((event) => {
    if (event.kind === 'preferenceChanged') preferences.hear(event);
    if (event.kind === 'historyChanged') void refresh();
  });
  return {
    client,
    preferences,
    connection,
    desktop: transport.isDesktop ? createDesktopClient(ask) : null,
    onEvent: (listener) => transport.onEvent(listener),
    saveExport: (ticket, fileName) => transport.saveExport(ticket, fileName),
    pathOf: (file) => transport.pathOf(file),
  };
}

/** Makes `host` available to every component and store of `app`. */
export function installHost(app: App, host: Host): void {
  app.provide(hostKey, host);
}

/** The host of the running app. Call it in setup. */
export function useHost(): Host {
  const host = inject(hostKey);
  if (!host) throw new Error('no host: installHost was not called');
  return host;
}

/** One method per command of the contract; each rejects with an AppError. */
export function useClient(): Client {
  return useHost().client;
}

/** One method per desktop-only command; null in a browser. */
export function useDesktop(): DesktopClient | null {
  return useHost().desktop;
}

/** What the desktop answers to `read`, asked once; null in a browser, and until it is known. A failure is shown. */
export function useDesktopValue<Value>(
  read: (desktop: DesktopClient) => Promise<Value>,
): ShallowRef<Value | null> {
  const desktop = useDesktop();
  const value = shallowRef<Value | null>(null);
  if (desktop) void attempt(async () => (value.value = await read(desktop)));
  return value;
}

/** Subscribes to the host's events for the lifetime of the calling component or store. */
export function useEvents(listener: AppEventListener): void {
  onScopeDispose(useHost().onEvent(listener));
}

/** Whether the host can be reached and lets this page in. */
export function useConnection(): Readonly<ShallowRef<ConnectionState>> {
  return useHost().connection;
}

/** Calls `reload` after each reconnection to the host: events may have been missed. */
export function useReconnected(reload: () => void): void {
  watch(useConnection(), (state, before) => {
    if (state === 'open' && before !== 'open') reload();
  });
}

/** A ref that outlives the page: stored by the host under `key`, and shared by all callers. */
export function usePreference<Key extends PreferenceKey>(key: Key): Ref<PreferenceValue<Key>> {
  return useHost().preferences.get(key);
}
