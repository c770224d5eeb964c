/**
 * The beginning of a text, at most `maxLength` UTF-16 units, the unit of all length limits. Never cuts inside what a reader sees as one
 * character, such as a composed emoji or a letter with its accent.
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Looks at no more than this, however long the text is; a character with more units need not be kept whole.
  const near = text.slice(0, maxLength + 64);
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const first = graphemes.segment(near).containing(Math.max(0, maxLength));
  return text.slice(0, first === undefined ? maxLength : first.index);
}

/** Created when first needed, because it takes 10 ms in every thread that loads this. */
let graphemes: Intl.Segmenter | undefined;

/** The same, with an ellipsis in place of what was cut off, also within `maxLength`. */
export function shortenText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${cutText(text, maxLength - 1)}…`;
}
