import { denseLayerName, leftOutReasons } from '#api';
import type { FigureTable } from '#figure';
import { formatLambda, formatMetric, formatPercent } from '#words';
import { depthOf, type PathCell, type PathData } from './path-cells.ts';

const maxNamedLayers = 3;

/** What the path says, from its first place to its last. */
export function pathFinding({ axis, cells, norm, threshold }: PathData): string {
  const known = cells.filter(({ layers }) => layers.length > 0);
  const [first, last] = [known[0], known.at(-1)];
  const sentences: string[] = [];
  if (first && last && first !== last) {
    const changes = first.layers
      .slice(0, maxNamedLayers)
      .map(
        ({ norm: from }, layer) =>
          `from ${formatMetric(from.mean)} to ${formatMetric(last.layers[layer]?.norm.mean)} in ${denseLayerName(layer)}`,
      );
    const sparse = last.layers.map(({ nearZero }, layer) => ({ layer, share: nearZero.mean ?? 0 }));
    const most = sparse.reduce((high, next) => (next.share > high.share ? next : high), sparse[0]!);
    const before = first.layers[most.layer]?.nearZero.mean ?? null;
    sentences.push(
      `From ${axis.short} ${first.point.label} to ${last.point.label} the ${norm.toUpperCase()} norm goes ${changes.join(', ')}.`,
      `At ${last.point.label}, ${formatPercent(most.share)} of the weights of ${denseLayerName(most.layer)} are within ${formatLambda(threshold)} of 0 (${formatPercent(before)} at ${first.point.label}).`,
    );
  }
  const sum = (of: (cell: PathCell) => number): number => cells.reduce((total, cell) => total + of(cell), 0);
  const without = sum((cell) => cell.without);
  const reasons = [
    ...leftOutReasons({ diverged: sum(({ summary }) => summary.diverged) }),
    ...(without > 0 ? [`${without} kept no parameters`] : []),
  ];
  if (reasons.length > 0) sentences.push(`Runs excluded from the means: ${reasons.join(', ')}.`);
  return sentences.join(' ');
}

export function pathTable(data: PathData): FigureTable {
  const { axis, cells, norm, threshold } = data;
  const layers = Array.from({ length: depthOf(data) }, (_, layer) => layer);
  const name = `${norm.toUpperCase()} norm`;
  const share = `share within ${formatLambda(threshold)} of 0`;
  const measures = [name, `${name} 95 % low`, `${name} 95 % high`, share, 'share of dead units', 'n'];
  const loss = 'validation loss';
  return {
    columns: [
      axis.long,
      'diverged',
      ...layers.flatMap((layer) => measures.map((measure) => `${denseLayerName(layer)} ${measure}`)),
      ...[loss, `${loss} 95 % low`, `${loss} 95 % high`, `${loss} n`],
    ],
    rows: cells.map(({ point, summary, layers: all }) => [
      point.value ?? point.label,
      summary.diverged,
      ...layers.flatMap((layer) => {
        const own = all[layer];
        const ends = own?.norm.ci95 ?? [null, null];
        const shares = [own?.nearZero.mean ?? null, own?.dead?.mean ?? null];
        return [own?.norm.mean ?? null, ...ends, ...shares, own?.norm.n ?? 0];
      }),
      summary.validationLoss.mean,
      ...(summary.validationLoss.ci95 ?? [null, null]),
      summary.validationLoss.n,
    ]),
  };
}
