/** A headline, and lines as they are or as names with their values. */
export interface DiagnosticsSection {
  readonly title: string;
  readonly lines: readonly (string | readonly [name: string, value: unknown])[];
}

/** What a report of a defect needs, as text to paste. */
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
