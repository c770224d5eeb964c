import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reactive } from 'vue';
import type { AppEventListener, ConnectionState, Transport } from '#api';
import { settle } from './composable-fixture.ts';
import { createHost } from './host.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connect(stored: Record<string, unknown> = {}) {
  const requests: [command: string, input: unknown][] = [];
  let tell: AppEventListener = () => undefined;
  let connected: (state: ConnectionState) => void = () => undefined;
  const host = createHost({
    request: (command: string, input: unknown) => {
      requests.push([command, input]);
      return Promise.resolve(command === 'getPreferences' ? stored : null);
    },
    onEvent: (listener: AppEventListener) => ((tell = listener), () => undefined),
    onConnection: (listener: typeof connected) => ((connected = listener), () => undefined),
  } as unknown as Transport);
  const reads = (): number => requests.filter(([command]) => command === 'getPreferences').length;
  return {
    host,
    requests,
    stored,
    reads,
    tell: (event: Parameters<AppEventListener>[0]) => tell(event),
    connected: (state: ConnectionState) => connected(state),
  };
}

it('sends plain values, even where the page made them reactive', async () => {
  const { host, requests } = connect();
  await host.client.pauseRuns(reactive({ ids: ['a'] }));
  const [, input] = requests[0]!;
  expect(structuredClone(input)).toEqual({ ids: ['a'] });
});

it('follows settings of other windows by events, and those of other hosts by reading again', async () => {
  const { host, stored, tell, reads } = connect();
  const theme = host.preferences.get('theme');
  tell({ kind: 'preferenceChanged', key: 'theme', value: 'dark', source: 'another' });
  expect([theme.value, reads()]).toEqual(['dark', 0]);
  stored['theme'] = 'light';
  for (let times = 0; times < 20; times++) tell({ kind: 'historyChanged' });
  await settle();
  expect([theme.value, reads()]).toEqual(['light', 1]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads()).toBeLessThanOrEqual(2);
});

it('reads them again after a reconnection', async () => {
  const { host, stored, connected, reads } = connect();
  const theme = host.preferences.get('theme');
  stored['theme'] = 'dark';
  connected('lost');
  connected('open');
  await settle();
  expect([host.connection.value, theme.value, reads()]).toEqual(['open', 'dark', 1]);
});
