/** A text in a form for searching, independent of case and of how accented letters are composed. */
export function plainText(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** True if every word of `text` occurs in `searched`. */
export function matchesWords(searched: string, text: string): boolean {
  const within = plainText(searched);
  return plainText(text)
    .split(/\s+/)
    .every((word) => within.includes(word));
}
