/** Made when it is first needed: it takes much of a start. */
let graphemes: Intl.Segmenter | undefined;

/** Two characters that stand for a name where space is tight: `wide nets` is `WN`, `gaps` is `Ga`. */
export function monogram(name: string): string {
  const words = name.split(/[\s\-_.,:;/<>=()]+/).filter((word) => word !== '');
  const letters = (word: string, count: number): string =>
    [...(graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })).segment(word)].slice(0, count).map(({ segment }) => segment).join(''); // oxfmt-ignore
  const [first = '?', second] = words;
  if (second !== undefined) return (letters(first, 1) + letters(second, 1)).toUpperCase();
  return letters(first, 1).toUpperCase() + letters(first, 2).slice(letters(first, 1).length);
}
