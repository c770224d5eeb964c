/** The word in `words` whose spelling is closest to `given`, ignoring case; null if none is near. */
export function nearestWord(given: string, words: Iterable<string>): string | null {
  const asked = given.toLowerCase().slice(0, longest);
  const bound = Math.max(1, Math.floor(asked.length / 3));
  let nearest: string | null = null;
  let least = bound + 1;
  for (const word of words) {
    const distance = editDistance(asked, word.toLowerCase(), least);
    if (distance < least) [nearest, least] = [word, distance];
  }
  return nearest;
}

/** No field or value that a word could be mistaken for is longer. */
const longest = 60;

/**
 * The number of letters to insert, delete, replace or transpose, or some number of at least `atLeast` if it is not less. Source: Damerau,
 * "A technique for computer detection and correction of spelling errors", 1964, each letter moved once.
 */
function editDistance(a: string, b: string, atLeast: number): number {
  if (Math.abs(a.length - b.length) >= atLeast) return atLeast;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
      }
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
