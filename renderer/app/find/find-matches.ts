/** A position in text that is split into pieces: the piece, and the character offset within it. */
export interface TextPlace {
  readonly piece: number;
  readonly offset: number;
}

export interface TextMatch {
  readonly start: TextPlace;
  /** Just after the last character. */
  readonly end: TextPlace;
}

/** A pattern that finds `wanted`, where any white space matches any other; null if `wanted` is only white space. */
export function findPattern(wanted: string, matchCase: boolean): RegExp | null {
  const words = wanted.split(/\s+/).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return words.every((word) => word === '') ? null : new RegExp(words.join('\\s+'), matchCase ? 'gu' : 'giu');
}

/** All matches in the concatenated pieces, in order and without overlaps. */
export function findMatches(pieces: readonly string[], pattern: RegExp): TextMatch[] {
  const matches = [...pieces.join('').matchAll(pattern)];
  if (matches.length === 0) return [];
  const starts = pieces.reduce<number[]>((before, piece) => [...before, before.at(-1)! + piece.length], [0]);
  /** A start belongs to the character after it and an end to the character before: at a seam these are in different pieces. */
  const placeOf = (at: number, character: number): TextPlace => {
    const piece = starts.findLastIndex((start, index) => start <= character && index < pieces.length);
    return { piece, offset: at - starts[piece]! };
  };
  return matches.map(({ index, 0: text }) => {
    const end = index + text.length;
    return { start: placeOf(index, index), end: placeOf(end, end - 1) };
  });
}
