/**
 * Characters that a terminal interprets as commands, or that change the order of its text: C0, DEL and C1, the marks, embeddings and
 * isolates of bidirectional text, and the separators that some programs end a line at. Names, tags, labels and file names may come from
 * anywhere.
 */
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text of several lines, with every control character in it made visible, as `\u001b`. JSON stays equivalent. */
export function printable(text: string): string {
  return text.replace(controls, (control) => (control === '\n' ? control : escaped(control)));
}

/** The same for text that belongs on one line. */
export function printableLine(text: string): string {
  return text.replace(controls, escaped);
}

function escaped(control: string): string {
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
