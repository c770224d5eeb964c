import type { Setting } from './importance.ts';

/** Two associated settings, whose importances cannot be separated. */
export interface Association {
  readonly names: readonly [string, string];
  /** 0 to 1: the absolute value of Spearman's rank correlation for two numbers, otherwise Cramér's V. */
  readonly strength: number;
}

/** From this strength on, importance is reported as shared. */
const strong = 0.6;

/** Pairs of associated settings, strongest first. Runs that lack one of the two are excluded from that pair. */
export function associations(settings: readonly Setting[]): Association[] {
  const pairs = settings.flatMap((a, at) =>
    settings.slice(at + 1).map((b): Association => ({ names: [a.name, b.name], strength: strengthOf(a, b) })),
  );
  return pairs.filter(({ strength }) => strength >= strong).sort((a, b) => b.strength - a.strength);
}

function strengthOf(a: Setting, b: Setting): number {
  const rows = Array.from({ length: a.values.length }, (_, run) => run);
  const isThere = ({ values, isNumber }: Setting, run: number): boolean =>
    isNumber ? !Number.isNaN(values[run]) : values[run]! >= 0;
  if (a.isNumber && b.isNumber) {
    const both = rows.filter((run) => isThere(a, run) && isThere(b, run));
    return Math.abs(spearman(both.map((run) => a.values[run]!), both.map((run) => b.values[run]!))); // oxfmt-ignore
  }
  // A missing value is a category of its own here: momentum is missing exactly where the optimizer differs.
  const key = ({ values }: Setting, run: number): string => String(values[run]);
  return cramersV(rows.map((run) => key(a, run)), rows.map((run) => key(b, run))); // oxfmt-ignore
}

/** Rank correlation with mean ranks for equal values; 0 if one does not vary. Source: Spearman, 1904. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranks(a), ranks(b)];
  const centre = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, at) => {
    xy += (rank - centre) * (y[at]! - centre);
    xx += (rank - centre) ** 2;
    yy += (y[at]! - centre) ** 2;
  });
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}

function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const result = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) result[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return result;
}

/** Association of two categorical settings, 0 to 1; 0 if one does not vary. Source: Cramér, "Mathematical Methods of Statistics", 1946. */
export function cramersV(a: readonly string[], b: readonly string[]): number {
  const count = (words: readonly string[]): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  };
  const [rows, columns] = [count(a), count(b)];
  const least = Math.min(rows.size, columns.size);
  if (least < 2) return 0;
  const cells = count(a.map((word, at) => `${word}\n${b[at]!}`));
  let share = 0;
  for (const [key, cell] of cells) {
    const [row, column] = key.split('\n') as [string, string];
    share += (cell * cell) / (rows.get(row)! * columns.get(column)!);
  }
  return Math.sqrt(Math.max(0, share - 1) / (least - 1));
}
