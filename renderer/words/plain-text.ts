/** A text without its case and the ways in which accented letters can be composed, to look for others in. */
export function plainText(text: string): string {
  return text.toLowerCase().normalize('NFC');
}
