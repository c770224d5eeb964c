/**
 * What a terminal takes for a command, or what turns the order of its text around: C0, DEL and C1, the marks, embeddings and isolates of
 * bidirectional text, and the separators that some programs end a line at. Names, tags, labels and file names come from anywhere.
 */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text of several lines, with every control in it visible, as `\u001b`. JSON stays the same JSON. */
export function printable(text: string): string {
  return text.replace(controls, (control) => (control === '\n' ? control : escaped(control)));
}

/** The same of what belongs on one line. */
export function printableLine(text: string): string {
  return text.replace(controls, escaped);
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
