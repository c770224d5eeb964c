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
import { inject, shallowRef, type App, type InjectionKey, type ShallowRef } from 'vue';
import { createPreferences, type Preferences } from './preferences.ts';
import { toPlain } from './to-plain.ts';

/** What every screen needs of the host, made once from the transport. */
export interface Host {
  readonly client: Client;
  /** What the desktop alone can do; null in a browser. */
  readonly desktop: DesktopClient | null;
  readonly preferences: Preferences;
  readonly connection: Readonly<ShallowRef<ConnectionState>>;
  onEvent(listener: AppEventListener): () => void;
  saveExport(ticket: string, fileName: string): Promise<boolean>;
  /** Where a file that the user chose or dropped is on the disk; null where the page may not know. */
  pathOf(file: File): string | null;
}

/** Another host of the folder tells of all that it writes, of epochs above all. */
const refreshEveryMs = 2000;

const hostKey: InjectionKey<Host> = Symbol('host');

/** Joins the page to a transport. The only place where values leave Vue: proxies become plain objects here. */
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

/** Makes `host` reachable from every component and store of `app`. */
export function installHost(app: App, host: Host): void {
  app.provide(hostKey, host);
}

/** The host of the running app. Call it in setup. */
export function useHost(): Host {
  const host = inject(hostKey);
  if (!host) throw new Error('no host: installHost was not called');
  return host;
}
