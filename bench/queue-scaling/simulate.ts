import { createClock } from './clock.ts';
import { undisturbedRate, workOf, type Figures, type Lab, type StationName } from './figures.ts';
import { createHost } from './host.ts';
import { startSlot, type Batch, type Send } from './slot.ts';
import { createStation } from './station.ts';

/** What a lab does in its steady state. */
export interface Outcome {
  /** Stored, by all slots together. */
  readonly epochsPerSecond: number;
  /** Relative to what the slots would train if nothing held them back. */
  readonly share: number;
  /** The fraction of its time that each station works; with several hosts, that of the busiest. */
  readonly load: Readonly<Record<StationName, number>>;
  /** Seconds from the training of a batch to its storing: the mean over all batches, and the longest. */
  readonly meanDelay: number;
  readonly longestDelay: number;
  /** The most result data that Redis held, in bytes. */
  readonly heldBytes: number;
}

/**
 * Simulates a lab for this many seconds, event by event, and measures the last three quarters of them. Deterministic: slots begin at evenly
 * spaced positions in their runs.
 */
export function simulate(figures: Figures, lab: Lab, seconds: number): Outcome {
  const { retry } = figures;
  const clock = createClock();
  const since = seconds / 4;
  const station = (name: StationName, slots: number) => {
    const passing = slots * figures.costs[name].perSlotSecond;
    if (passing >= 1) throw new RangeError(`${name} has no time left beside ${slots} slots`);
    return createStation(clock, passing);
  };
  const stored = { epochs: 0, batches: 0, delay: 0, longestDelay: 0 };
  const redis = station('redis', lab.slots);
  const hosts = Array.from({ length: lab.hosts }, () => {
    const thread = station('host', lab.slots / lab.hosts);
    const store = station('store', lab.slots / lab.hosts);
    const host = createHost({
      ...{ figures, lab, thread, store },
      onStored({ epochs, trainedAt }) {
        if (clock.now < since) return;
        const delay = clock.now - trainedAt;
        stored.epochs += epochs;
        stored.batches += 1;
        stored.delay += delay;
        stored.longestDelay = Math.max(stored.longestDelay, delay);
      },
    });
    return { host, thread, store };
  });
  let bytes = 0;
  let heldBytes = 0;

  for (let slot = 0; slot < lab.slots; slot++) {
    const { host } = hosts[slot % lab.hosts]!;
    const send: Send = (batch, then) => {
      redis.serve(workOf(figures, lab, 'redis', [batch]), () => {
        if (host.isFull) return waitForRoom(batch, then, retry.firstSeconds);
        host.take(batch);
        bytes = hosts.reduce((sum, { host }) => sum + host.bytes, 0);
        if (clock.now >= since) heldBytes = Math.max(heldBytes, bytes);
        then();
      });
    };
    const waitForRoom = (batch: Batch, then: () => void, seconds: number): void =>
      clock.after(seconds, () => {
        redis.serve(retry.redisSeconds, () => {
          if (host.isFull) waitForRoom(batch, then, Math.min(2 * seconds, retry.lastSeconds));
          else send(batch, then);
        });
      });
    startSlot(clock, figures, send, slot / lab.slots);
  }
  clock.runUntil(seconds);

  const epochsPerSecond = stored.epochs / (seconds - since);
  return {
    epochsPerSecond,
    share: epochsPerSecond / (lab.slots * undisturbedRate(figures)),
    load: {
      redis: redis.load(since),
      host: Math.max(...hosts.map(({ thread }) => thread.load(since))),
      store: Math.max(...hosts.map(({ store }) => store.load(since))),
    },
    meanDelay: stored.delay / stored.batches,
    longestDelay: stored.longestDelay,
    heldBytes,
  };
}
