/** Width of a grid column by its label, in pixels: the values are short, the labels may not be. */
export function gridWidth(label: string): number {
  return Math.min(240, Math.max(72, 28 + label.length * 7));
}
