const [longestEnd, shortestCut] = [16, 24];

/** Where the end of a long name begins, which stays in sight when the name is cut: it tells the runs of a sweep apart. The name's length without one. */
export function nameEnd(name: string): number {
  const { length } = name;
  const space = length > shortestCut ? name.indexOf(' ', length - longestEnd) : -1;
  return space === -1 ? length : space;
}
