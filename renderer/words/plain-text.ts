/** A text in a form for searching, independent of case and of how accented letters are composed. */
export function plainText(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
