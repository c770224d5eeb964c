/** A headline, followed by plain lines or name-value pairs. */
export interface DiagnosticsSection {
  readonly title: string;
  readonly lines: readonly (string | readonly [name: string, value: unknown])[];
}

/** Formats what a bug report needs as text to paste. */
export function diagnosticsText(sections: readonly DiagnosticsSection[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [`## ${title}`, ...lines.map(lineOf)].join('\n'))
    .join('\n\n');
}

function lineOf(line: DiagnosticsSection['lines'][number]): string {
  if (typeof line === 'string') return line;
  const [name, value] = line;
  return `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
