/** A run that trains, and how many cores it could use; Infinity if not known yet. */
export interface CoreUser {
  readonly id: string;
  readonly wanted: number;
}

/**
 * How many of `cores` each run may use. Every run gets one, even if there are more runs than cores. The rest goes one by one to the run
 * that has the fewest and could use another; among several, to the earliest. So the sum exceeds `cores` only if each has exactly one, none
 * gets more than it wants, nothing is left that one wants, and an additional run takes from the others without giving to any.
 * @param users in order of submission
 */
export function shareCores(users: readonly CoreUser[], cores: number): ReadonlyMap<string, number> {
  const shares = users.map(({ id, wanted }) => ({ id, wanted, cores: 1 }));
  let wanting = shares.filter(({ wanted }) => wanted > 1);
  for (let left = cores - shares.length; left > 0 && wanting.length > 0;) {
    for (const share of wanting.slice(0, left)) share.cores += 1;
    left -= Math.min(left, wanting.length);
    wanting = wanting.filter(({ wanted, cores }) => wanted > cores);
  }
  return new Map(shares.map(({ id, cores }) => [id, cores]));
}
