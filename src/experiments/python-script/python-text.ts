import { formatPythonFloat } from '../python-number.ts';

/** Lines of Python; null is left out. */
export type Lines = readonly (string | null)[];

export function joinLines(lines: Lines): string {
  return lines.filter((line) => line !== null).join('\n');
}

/** Definitions and sections, two blank lines apart; null is left out. */
export function joinBlocks(blocks: Lines): string {
  return blocks.filter((block) => block !== null).join('\n\n\n');
}

/** Indents each line that is not empty. */
export function indent(text: string, spaces: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}

/** A literal: every JSON string is one of Python too, on one line whatever it holds. */
export const pythonString = (text: string): string => JSON.stringify(text);

/** A literal that reads back to the same float64, as Python prints it. */
export const pythonFloat = formatPythonFloat;
