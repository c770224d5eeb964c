import type { UpdateInfo } from 'electron-updater';

const longestNotes = 4000; // characters: a screen or two
const entities: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', hellip: '…', mdash: '—', ndash: '–' },
};

/**
 * The release notes of a version as plain text. Metadata contain the changelog in Markdown, which reads well as it is; if they lack it, the
 * release feed has it as HTML. Either way, the result is never rendered as HTML.
 */
export function plainNotes(notes: UpdateInfo['releaseNotes']): string {
  if (typeof notes !== 'string') return '';
  const isHtml = /<(p|ul|ol|li|h[1-6]|br|div)\b/i.test(notes);
  const text = (isHtml ? textOfHtml(notes) : notes.replaceAll(/^#+ /gm, ''))
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  return text.length > longestNotes ? `${text.slice(0, longestNotes).trimEnd()}…` : text;
}

function textOfHtml(html: string): string {
  return html
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(script|style)\b.*?<\/\1>/gi, '')
    .replaceAll(/<li\b[^>]*>/gi, '\n- ')
    .replaceAll(/<br\b[^>]*>/gi, '\n')
    .replaceAll(/<\/?(p|div|ul|ol|h[1-6])\b[^>]*>/gi, '\n\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => characterOf(name) ?? whole)
    .replaceAll(/ *\n */g, '\n');
}

function characterOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const isHexadecimal = name[1]?.toLowerCase() === 'x';
  const code = isHexadecimal ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
