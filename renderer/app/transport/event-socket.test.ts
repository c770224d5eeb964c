import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSocketOpen, type EventSocket } from './event-socket.ts';

class FakeSocket implements EventSocket {
  onopen: EventSocket['onopen'] = null;
  onmessage: EventSocket['onmessage'] = null;
  onclose: EventSocket['onclose'] = null;
  closed = false;
  close(): void {
    this.closed = true;
  }
}

let sockets: FakeSocket[];
let messages: string[];
let refused: boolean;
const last = (): FakeSocket => sockets.at(-1)!;

function keep(): ReturnType<typeof keepSocketOpen> {
  const open = (): FakeSocket => {
    sockets.push(new FakeSocket());
    return last();
  };
  return keepSocketOpen(open, {
    onMessage: (text) => messages.push(text),
    isRefused: () => Promise.resolve(refused),
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  messages = [];
  refused = false;
});
afterEach(() => vi.useRealTimers());

describe('keepSocketOpen', () => {
  it('reports the state at once, and each change of it once', () => {
    const kept = keep();
    const states: string[] = [];
    kept.onConnection((state) => states.push(state));
    last().onopen?.({} as never);
    expect(states).toEqual(['open']);
    last().onclose?.({} as never);
    vi.advanceTimersByTime(100);
    last().onclose?.({} as never);
    vi.advanceTimersByTime(200);
    last().onopen?.({} as never);
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  it('waits twice as long each time, up to 2 s, and starts over after success', () => {
    keep();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      const before = sockets.length;
      last().onclose?.({} as never);
      let waited = 0;
      while (sockets.length === before) {
        vi.advanceTimersByTime(100);
        waited += 100;
      }
      delays.push(waited);
    }
    expect(delays).toEqual([100, 200, 400, 800, 1600, 2000, 2000]);
    last().onopen?.({} as never);
    last().onclose?.({} as never);
    vi.advanceTimersByTime(100);
    expect(sockets.length).toBe(9);
  });

  it('distinguishes a host that refuses from one that is gone, until it is let in', async () => {
    const states: string[] = [];
    keep().onConnection((state) => states.push(state));
    last().onopen?.({} as never);
    for (refused of [false, true, true, false, true]) {
      last().onclose?.({} as never);
      await vi.advanceTimersByTimeAsync(2000);
    }
    last().onopen?.({} as never);
    expect(states).toEqual(['open', 'lost', 'signedOut', 'lost', 'signedOut', 'open']);
  });

  it('ignores a refusal once a socket is open', async () => {
    const states: string[] = [];
    keep().onConnection((state) => states.push(state));
    refused = true;
    last().onclose?.({} as never);
    vi.advanceTimersByTime(100);
    last().onopen?.({} as never);
    await vi.runAllTimersAsync();
    expect(states).toEqual(['open', 'lost', 'open']);
  });

  it('gives up a socket that seems open, and ignores it from then on', () => {
    const kept = keep();
    const first = last();
    first.onopen?.({} as never);
    kept.reopen();
    kept.reopen();
    expect(first.closed).toBe(true);
    expect(first.onmessage).toBeNull();
    vi.advanceTimersByTime(5000);
    expect(sockets.length).toBe(2);
  });

  it('does nothing after close', () => {
    const kept = keep();
    last().onclose?.({} as never);
    kept.close();
    vi.advanceTimersByTime(5000);
    expect(sockets.length).toBe(1);
    kept.reopen();
    vi.advanceTimersByTime(5000);
    expect(sockets.length).toBe(1);
  });

  it('passes messages on', () => {
    keep();
    last().onmessage?.({ data: '{}' } as MessageEvent<string>);
    expect(messages).toEqual(['{}']);
  });
});
