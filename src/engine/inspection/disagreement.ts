/**
 * How far several networks disagree on the class of each point: the fraction of them, 0 to 1, whose most probable class is not the one that
 * most of them choose. `maps` are their class probabilities at the same points, [points, classes] each, as returned by
 * `probabilitiesOnGrid`. Ties within a network go to the first class; a network that computes NaN at a point agrees with none there.
 *
 * Returns [points], float32. Mutates nothing; throws RangeError if there are no maps or their sizes differ.
 */
export function disagreement(maps: readonly Float32Array[], classes: number): Float32Array {
  const points = (maps[0]?.length ?? 0) / classes;
  if (
    maps.length === 0 ||
    !Number.isInteger(points) ||
    maps.some(({ length }) => length !== points * classes)
  ) {
    const lengths = maps.map(({ length }) => length).join(', ') || 'none';
    throw new RangeError(
      `got maps of length ${lengths}; allowed: one length, a multiple of ${classes} classes`,
    );
  }
  const shares = new Float32Array(points);
  const votes = new Int32Array(classes);
  for (let point = 0; point < points; point++) {
    votes.fill(0);
    for (const map of maps) {
      const named = mostProbable(map, point * classes, classes);
      if (named >= 0) votes[named]!++;
    }
    let most = 0;
    for (let index = 0; index < classes; index++) most = Math.max(most, votes[index]!);
    shares[point] = 1 - most / maps.length;
  }
  return shares;
}

/** Index of the largest of `classes` numbers starting at `start`; -1 unless all are numbers. */
function mostProbable(map: Float32Array, start: number, classes: number): number {
  let best = 0;
  for (let index = 0; index < classes; index++) {
    const value = map[start + index]!;
    if (Number.isNaN(value)) return -1;
    if (value > map[start + best]!) best = index;
  }
  return best;
}
