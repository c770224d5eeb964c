const seedCount = 2 ** 32;

/** The next `count` seeds that are not in `seen`, starting after its largest one; the largest possible seed is followed by 0. */
export function freshSeeds(seen: ReadonlySet<number>, count: number): number[] {
  const seeds: number[] = [];
  let next = [...seen].reduce((largest, seed) => Math.max(largest, seed), -1) + 1;
  while (seeds.length < count) {
    next %= seedCount;
    if (!seen.has(next)) seeds.push(next);
    next++;
  }
  return seeds;
}

/** Seeds as people write them: `3-12, 20`. */
export function formatSeeds(seeds: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const seed of seeds.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && seed === last[1] + 1) last[1] = seed;
    else runs.push([seed, seed]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
