import type { AppEvent, Client, ConnectionState } from '#api';
import { createPinia } from 'pinia';
import { onTestFinished } from 'vitest';
import { createApp, effectScope, shallowRef, type Plugin, type ShallowRef } from 'vue';
import { installHost, type Host } from './host.ts';
import { createPreferences } from './preferences.ts';
import { toasts } from './toasts.ts';

/** A test's answers in place of the host; commands that are not listed fail as unavailable. */
export type FakeClient = { readonly [Command in keyof Client]?: (input: never) => unknown };

export interface Mounted<Result> {
  readonly result: Result;
  readonly connection: ShallowRef<ConnectionState>;
  readonly listeners: ReadonlySet<(event: AppEvent) => void>;
  emit(event: AppEvent): void;
  /** Ends the scope, as leaving a screen does. */
  unmount(): void;
}

/** Runs a composable as a component's setup would, but without a page, and with a host that answers as `client` does. */
export function mountComposable<Result>(
  use: () => Result,
  client: FakeClient = {},
  { plugins = [], host = {} }: { plugins?: readonly Plugin[]; host?: Partial<Host> } = {},
): Mounted<Result> {
  toasts.splice(0); // they belong to the page, and so include those of earlier tests
  const connection = shallowRef<ConnectionState>('open');
  const listeners = new Set<(event: AppEvent) => void>();
  const answering = client as unknown as Client;
  const app = createApp({});
  app.use(createPinia());
  for (const plugin of plugins) app.use(plugin);
  installHost(app, {
    client: answering,
    desktop: null,
    preferences: createPreferences({
      getPreferences: () => Promise.resolve({}),
      setPreference: () => Promise.resolve(null),
    }),
    connection,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    saveExport: () => Promise.resolve(true),
    pathOf: () => null,
    ...host,
  });
  const scope = effectScope();
  // Its messages must not leak into the next test, which shares the page's modules.
  onTestFinished(() => scope.stop());
  const result = app.runWithContext(() => scope.run(use))!;
  return {
    result,
    connection,
    listeners,
    emit: (event) => [...listeners].forEach((listener) => listener(event)),
    unmount: () => scope.stop(),
  };
}

export interface Asked<Input, Answer> {
  readonly input: Input;
  answer(value: Answer): Promise<void>;
  fail(failure?: string | Error): Promise<void>;
}

/** A command that the test answers whenever it wants, in any order. */
export function answeredLater<Input, Answer>(): {
  (input: Input): Promise<Answer>;
  readonly asked: Asked<Input, Answer>[];
} {
  const asked: Asked<Input, Answer>[] = [];
  const command = (input: Input): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    asked.push({
      input,
      answer: (value) => (resolve(value), settle()),
      fail: (failure = 'it failed') => (
        reject(typeof failure === 'string' ? new Error(failure) : failure),
        settle()
      ),
    });
    return promise;
  };
  return Object.assign(command, { asked });
}

/** Lets everything happen that waits only for resolved promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
