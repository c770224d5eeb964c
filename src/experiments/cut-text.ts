/**
 * The beginning of a text, at most `maxLength` UTF-16 units of it, as lengths are limited everywhere. Never ends inside what a reader takes
 * for one character: an emoji of several parts, a letter with its accent.
 */
export function cutText(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  // Of a text of any length no more is looked at than this; a character of more units than that is none to keep whole.
  const near = text.slice(0, maxLength + 64);
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  const first = graphemes.segment(near).containing(Math.max(0, maxLength));
  return text.slice(0, first === undefined ? maxLength : first.index);
}

/** Made when it is first needed: it takes 10 ms of every thread that loads this. */
let graphemes: Intl.Segmenter | undefined;

/** The same with an ellipsis in place of what is cut off, within `maxLength` too. */
export function shortenText(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${cutText(text, maxLength - 1)}…`;
}
