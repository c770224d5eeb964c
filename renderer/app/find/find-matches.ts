/** A place in a text that comes in pieces: the piece, and the character in it. */
export interface TextPlace {
  readonly piece: number;
  readonly offset: number;
}

export interface TextMatch {
  readonly start: TextPlace;
  /** Just behind its last character. */
  readonly end: TextPlace;
}

/** What finds `wanted`, any white space for each of its own; null for nothing but white space. */
export function findPattern(wanted: string, matchCase: boolean): RegExp | null {
  const words = wanted.split(/\s+/).map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return words.every((word) => word === '') ? null : new RegExp(words.join('\\s+'), matchCase ? 'gu' : 'giu');
}

/** Where the text that these pieces make together matches, in order and without overlaps. */
export function findMatches(pieces: readonly string[], pattern: RegExp): TextMatch[] {
  const matches = [...pieces.join('').matchAll(pattern)];
  if (matches.length === 0) return [];
  const starts = pieces.reduce<number[]>((before, piece) => [...before, before.at(-1)! + piece.length], [0]);
  /** A start lies before its character and an end behind it: at a seam they belong to different pieces. */
  const placeOf = (at: number, character: number): TextPlace => {
    const piece = starts.findLastIndex((start, index) => start <= character && index < pieces.length);
    return { piece, offset: at - starts[piece]! };
  };
  return matches.map(({ index, 0: text }) => {
    const end = index + text.length;
    return { start: placeOf(index, index), end: placeOf(end, end - 1) };
  });
}
