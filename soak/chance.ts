import { RandomStream } from '#engine';

/** Decisions that a seed reproduces. */
export interface Chance {
  /** An integer from `low` to `high`, both inclusive. */
  whole(low: number, high: number): number;
  one<Item>(items: readonly Item[]): Item;
  /** Up to `count` of the items, each at most once. */
  some<Item>(items: readonly Item[], count: number): Item[];
  /** True with probability `share`. */
  happens(share: number): boolean;
}

/** Independent decisions for each part of the soak, so that the number of decisions in one part does not affect another's. */
export function createChance(seed: number, part: string, round: number): Chance {
  let hash = seed >>> 0;
  for (const char of `${part} ${round}`) hash = (Math.imul(hash, 31) + char.codePointAt(0)!) >>> 0;
  const random = new RandomStream(hash);
  const whole = (low: number, high: number): number =>
    low + Math.floor(random.randomSample() * (high - low + 1));
  const one = <Item>(items: readonly Item[]): Item => items[whole(0, items.length - 1)]!;
  return {
    whole,
    one,
    some<Item>(items: readonly Item[], count: number) {
      const left = [...items];
      return Array.from({ length: Math.min(count, left.length) }, () => {
        const [taken] = left.splice(whole(0, left.length - 1), 1);
        return taken!;
      });
    },
    happens: (share) => random.randomSample() < share,
  };
}
