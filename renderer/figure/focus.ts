import type { ChartPlot } from './figure.ts';

/** A plot without the groups that are switched off; if one is highlighted, the others are faint. */
export function focusPlot(
  plot: ChartPlot,
  hidden: ReadonlySet<string>,
  highlighted: string | null,
): ChartPlot {
  if (hidden.size === 0 && highlighted === null) return plot;
  const marks = plot.marks.flatMap((mark) => {
    if (mark.kind !== 'points' || mark.group === undefined) return mark;
    if (hidden.has(mark.group)) return [];
    return highlighted === null || highlighted === mark.group ? mark : { ...mark, isFaint: true };
  });
  return { ...plot, marks };
}
