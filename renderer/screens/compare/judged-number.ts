import { h, type FunctionalComponent, type VNode } from 'vue';
import { numberText } from '#ui';
import type { MetricWords } from '#words';
import type { Delta } from './delta.ts';
import type { RowValue } from './row-values.ts';

/** A number of a compared run, followed by its difference from the baseline. Stateless, because a table shows hundreds. */
export const JudgedNumber: FunctionalComponent<{ number: RowValue; words: MetricWords }> = ({
  number: { value, delta },
  words: { format, decimals },
}) => [numberText({ value, format, align: decimals }), difference(delta)];
JudgedNumber.props = ['number', 'words'];

/** A difference from the baseline: sign, arrow and, for those who see it, colour. */
function difference(delta: Delta | null): VNode {
  if (!delta) return h('span', { class: 'delta' });
  const { text, mark, title, verdict } = delta;
  return h('span', { class: ['delta', verdict], title }, [
    text,
    h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    h('span', { class: 'visually-hidden' }, title),
  ]);
}
