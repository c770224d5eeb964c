import type { Found } from './page-text.ts';

const [all, current] = ['found', 'found-now'];

/** Highlights all matches, the current one more strongly. Only colours on the page change. */
export function showFound(found: readonly Found[], now: Found | undefined): void {
  hideFound();
  const ranges = found.flatMap((match) => (match.kind === 'text' ? [match.range] : []));
  CSS.highlights.set(all!, new Highlight(...ranges));
  if (now?.kind === 'text') {
    const highlight = new Highlight(now.range);
    highlight.priority = 1;
    CSS.highlights.set(current!, highlight);
  }
  // Text inside a field cannot be highlighted: the field itself is marked.
  for (const match of found) {
    if (match.kind === 'field')
      match.field.dataset['found'] = match === now ? 'now' : (match.field.dataset['found'] ?? '');
  }
}

export function hideFound(): void {
  CSS.highlights.delete(all!);
  CSS.highlights.delete(current!);
  for (const field of document.querySelectorAll<HTMLElement>('[data-found]')) delete field.dataset['found'];
}

/** Scrolls the match into view. */
export function revealFound(match: Found): void {
  const element = match.kind === 'field' ? match.field : match.range.startContainer.parentElement;
  element?.scrollIntoView({ block: 'center', inline: 'nearest' });
}

/** Puts the caret or the selection on the match, to continue from there. */
export function selectFound(match: Found): void {
  if (match.kind === 'field') {
    match.field.focus();
    // A number field has no selection.
    if (match.field.selectionStart !== null) match.field.setSelectionRange(match.start, match.end);
    return;
  }
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(match.range);
}
