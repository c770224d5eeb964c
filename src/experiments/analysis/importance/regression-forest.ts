/** A field as trees see it: each value's code, an integer from 0, or -1 for a missing value. */
export interface ForestField {
  readonly codes: Int16Array;
  /** Number of codes. */
  readonly size: number;
  /** Whether codes are ordered, so that splits compare them; otherwise, splits separate one code from all others. */
  readonly isOrdered: boolean;
}

/** Nodes of a tree; node 0 is the root. */
interface Tree {
  /**
   * Three adjacent numbers per node, because all are read together: the field to split by, or -1 for a leaf; the code to compare with; and
   * the node for codes that are at most, or equal to, that code. The next node is for the rest.
   */
  readonly nodes: Int32Array;
  /** Mean of the samples that ended here. */
  readonly value: Float64Array;
  /** Samples that this tree has not seen. */
  readonly unseen: Int32Array;
}

const nodeSize = 3;

export interface Forest {
  readonly trees: readonly Tree[];
  readonly fields: readonly ForestField[];
}

export interface ForestOptions {
  /** Default 200. */
  readonly trees?: number;
  /** Minimum samples per leaf. Default 2. */
  readonly minLeafSize?: number;
  /** Uniform numbers on [0, 1). */
  readonly random: () => number;
}

/**
 * A random forest for regression: each tree is grown on as many samples as there are, drawn with replacement, and each node uses the split
 * with the least squared error among a third of the fields, drawn afresh. Deterministic for a given stream of random numbers. Source:
 * Breiman, "Random Forests", Machine Learning 45, 2001; binning of values as in Ke et al., "LightGBM", 2017.
 * @param targets [samples], finite
 */
export function growForest(
  fields: readonly ForestField[],
  targets: Float64Array,
  { trees = 200, minLeafSize = 2, random }: ForestOptions,
): Forest {
  return {
    fields,
    trees: Array.from({ length: trees }, () => growTree(fields, targets, minLeafSize, random)),
  };
}

function growTree(
  fields: readonly ForestField[],
  targets: Float64Array,
  minLeafSize: number,
  random: () => number,
): Tree {
  const count = targets.length;
  const drawn = Int32Array.from({ length: count }, () => Math.floor(random() * count));
  const seen = new Uint8Array(count);
  for (const sample of drawn) seen[sample] = 1;
  const most = 2 * count + 1;
  const tree: Tree = {
    nodes: new Int32Array(nodeSize * most).fill(-1),
    value: new Float64Array(most),
    unseen: Int32Array.from(targets.keys()).filter((sample) => seen[sample] === 0),
  };
  const tried = Math.max(1, Math.round(fields.length / 3));
  const order = Int16Array.from(fields.keys());
  let nodes = 1;
  const open = [{ node: 0, from: 0, to: count }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, from, to } = next;
    const part = drawn.subarray(from, to);
    tree.value[node] = meanOf(part, targets);
    if (part.length < 2 * minLeafSize) continue;
    shuffle(order, random);
    const split = bestSplit(fields, order, tried, part, targets, minLeafSize);
    if (split === null) continue;
    const middle = from + partition(part, fields[split.field]!, split.code);
    tree.nodes.set([split.field, split.code, nodes], nodeSize * node);
    open.push({ node: nodes, from, to: middle }, { node: nodes + 1, from: middle, to });
    nodes += 2;
  }
  return tree;
}

function meanOf(samples: Int32Array, targets: Float64Array): number {
  let sum = 0;
  for (const sample of samples) sum += targets[sample]!;
  return sum / samples.length;
}

function shuffle(order: Int16Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
}

interface Split {
  readonly field: number;
  readonly code: number;
  readonly gain: number;
}

/** The best split among the first `tried` fields that can be split at all; null if no field can. */
function bestSplit(
  fields: readonly ForestField[],
  order: Int16Array,
  tried: number,
  samples: Int32Array,
  targets: Float64Array,
  minLeafSize: number,
): Split | null {
  let best: Split | null = null;
  let looked = 0;
  for (const at of order) {
    if (looked >= tried && best !== null) break;
    const found = splitOf(fields[at]!, at, samples, targets, minLeafSize);
    looked++;
    if (found !== null && (best === null || found.gain > best.gain)) best = found;
  }
  return best;
}

const sums = new Float64Array(1024);
const counts = new Int32Array(1024);

/**
 * The split of one field with the least squared error, which has the largest sum²/n over both sides. A missing value has the lowest code.
 */
function splitOf(
  { codes, size, isOrdered }: ForestField,
  field: number,
  samples: Int32Array,
  targets: Float64Array,
  minLeafSize: number,
): Split | null {
  sums.fill(0, 0, size + 1);
  counts.fill(0, 0, size + 1);
  let total = 0;
  for (const sample of samples) {
    const place = codes[sample]! + 1;
    sums[place]! += targets[sample]!;
    counts[place]!++;
    total += targets[sample]!;
  }
  const all = samples.length;
  const without = (total * total) / all;
  let best: Split | null = null;
  let [sum, count] = [0, 0];
  for (let place = 0; place <= size; place++) {
    if (counts[place] === 0) continue;
    sum = sums[place]! + (isOrdered ? sum : 0);
    count = counts[place]! + (isOrdered ? count : 0);
    if (count < minLeafSize || all - count < minLeafSize) continue;
    const gain = (sum * sum) / count + (total - sum) ** 2 / (all - count) - without;
    if (gain > 1e-12 * Math.abs(without) && (best === null || gain > best.gain)) {
      best = { field, code: place - 1, gain };
    }
  }
  return best;
}

/** Moves the samples on the split's first side to the front; returns their number. */
function partition(samples: Int32Array, { codes, isOrdered }: ForestField, code: number): number {
  let end = 0;
  for (let at = 0; at < samples.length; at++) {
    const sample = samples[at]!;
    const own = codes[sample]!;
    if (isOrdered ? own > code : own !== code) continue;
    samples[at] = samples[end]!;
    samples[end++] = sample;
  }
  return end;
}

/**
 * For each sample, the mean over the trees that have not seen it; NaN if all have. `swapped` replaces the codes of `field` by those of
 * other samples.
 */
export function predictUnseen(
  { trees, fields }: Forest,
  samples: number,
  swapped: { readonly field: number; readonly codes: Int16Array } | null = null,
): Float64Array {
  const sum = new Float64Array(samples);
  const count = new Int32Array(samples);
  const isOrdered = fields.map((field) => field.isOrdered);
  /** [samples, fields], row-major: the values of a sample are adjacent. */
  const codes = new Int16Array(samples * fields.length);
  fields.forEach((field, at) => {
    const own = at === swapped?.field ? swapped.codes : field.codes;
    for (let sample = 0; sample < samples; sample++) codes[sample * fields.length + at] = own[sample]!;
  });
  for (const { nodes, value, unseen } of trees) {
    for (const sample of unseen) {
      const first = sample * fields.length;
      let node = 0;
      for (let asked = nodes[0]!; asked >= 0; asked = nodes[nodeSize * node]!) {
        const own = codes[first + asked]!;
        const code = nodes[nodeSize * node + 1]!;
        const isBelow = isOrdered[asked]! ? own <= code : own === code;
        node = nodes[nodeSize * node + 2]! + (isBelow ? 0 : 1);
      }
      sum[sample]! += value[node]!;
      count[sample]!++;
    }
  }
  return sum.map((total, sample) => total / count[sample]!);
}
