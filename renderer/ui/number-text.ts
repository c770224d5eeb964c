import { h, type FunctionalComponent, type VNode } from 'vue';
import { formatMetric } from '#words';

export interface NumberTextProps {
  readonly value: number | null | undefined;
  readonly format?: ((value: number | null | undefined) => string) | undefined;
  readonly align?: number | undefined;
}

/**
 * A number in short form; hovering shows every digit, and copying copies them. With `align`, numbers in a column line up on the decimal
 * point, with that many characters after it.
 */
export const NumberText: FunctionalComponent<NumberTextProps> = (props) => numberText(props);
NumberText.props = ['value', 'format', 'align'];

/** The same as a node, for tables that show hundreds of them. */
export function numberText({ value, format = formatMetric, align }: NumberTextProps, look = ''): VNode {
  const text = format(value);
  const exact = value === null || value === undefined ? undefined : String(value);
  const point = align ? text.indexOf('.') : -1;
  const [whole, fraction] = point < 0 ? [text, ''] : [text.slice(0, point), text.slice(point)];
  const attributes = {
    class: look === '' ? 'no-wrap' : `no-wrap ${look}`,
    title: exact,
    onCopy: (event: ClipboardEvent) => copy(event, exact),
  };
  if (!align) return h('span', attributes, whole);
  const style = `min-width: ${align + 0.6}ch`;
  return h('span', attributes, [whole, h('span', { class: 'fraction', style }, fraction)]);
}

function copy(event: ClipboardEvent, exact: string | undefined): void {
  const selection = getSelection();
  const here = event.currentTarget as Node;
  // A selection that extends beyond this number is copied as displayed.
  if (exact === undefined || !here.contains(selection?.anchorNode ?? null)) return;
  if (!here.contains(selection?.focusNode ?? null)) return;
  event.clipboardData?.setData('text/plain', exact);
  event.preventDefault();
}
