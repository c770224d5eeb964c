import { formatPythonFloat } from '../python-number.ts';

/** Lines of Python; null entries are omitted. */
export type Lines = readonly (string | null)[];

export function joinLines(lines: Lines): string {
  return lines.filter((line) => line !== null).join('\n');
}

/** Joins definitions and sections with two blank lines in between; null entries are omitted. */
export function joinBlocks(blocks: Lines): string {
  return blocks.filter((block) => block !== null).join('\n\n\n');
}

/** Indents each line that is not empty. */
export function indent(text: string, spaces: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(spaces));
}

/** A string literal: every JSON string is also valid Python, on one line whatever it contains. */
export const pythonString = (text: string): string => JSON.stringify(text);

/** A number literal that reads back to the same float64, as Python prints it. */
export const pythonFloat = formatPythonFloat;
