import { findMatches } from './find-matches.ts';

/** A match: a stretch of text, or a field whose text contains it. */
export type Found =
  | { readonly kind: 'text'; readonly range: Range }
  | {
      readonly kind: 'field';
      readonly field: HTMLInputElement | HTMLTextAreaElement;
      readonly start: number;
      readonly end: number;
    };

const fields = 'textarea, input:is(:not([type]), [type="text"], [type="search"], [type="number"])';

/** All visible matches below `root`, in document order. */
export function findInElement(root: Element, pattern: RegExp): Found[] {
  return blocksIn(root).flatMap((block): Found[] => {
    if (!Array.isArray(block)) {
      const starts = [...block.value.matchAll(pattern)];
      return starts.map(({ index, 0: { length } }) => ({
        kind: 'field',
        field: block,
        start: index,
        end: index + length,
      }));
    }
    return findMatches(
      block.map(({ data }) => data),
      pattern,
    ).map(({ start, end }) => {
      const range = document.createRange();
      range.setStart(block[start.piece]!, start.offset);
      range.setEnd(block[end.piece]!, end.offset);
      return { kind: 'text', range };
    });
  });
}

type Field = Extract<Found, { kind: 'field' }>['field'];

/** Fields, and runs of text that read as one: neighbours with no block element between them. */
function blocksIn(root: Element): (Text[] | Field)[] {
  const blocks: (Text[] | Field)[] = [];
  let last: Element | null = null;
  const isInline = new Map<Element, boolean>();
  const blockOf = (element: Element): Element => {
    if (!isInline.has(element)) isInline.set(element, getComputedStyle(element).display.startsWith('inline'));
    const { parentElement } = element;
    return isInline.get(element) && parentElement !== null && element !== root
      ? blockOf(parentElement)
      : element;
  };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node instanceof Element && !isShown(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Element) {
      if (node.matches(fields)) blocks.push(node as Field);
      if (node.matches(`${fields}, br`)) last = null;
      continue;
    }
    const block = blockOf(node.parentElement!);
    const before = blocks.at(-1);
    if (block === last && Array.isArray(before)) before.push(node as Text);
    else blocks.push([node as Text]);
    last = block;
  }
  return blocks;
}

/** Text for screen readers only, and a chart's fallback content, are not visible. */
function isShown(element: Element): boolean {
  return (
    !element.matches('script, style, canvas, .visually-hidden') &&
    element.checkVisibility({ visibilityProperty: true })
  );
}
