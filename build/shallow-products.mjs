// Writes shallow-products.ts of src/engine/kernels/assembly: the products of product.ts for a depth of 1 to 4, whose inputs stay in
// registers. Each depth and finish has its own code, without a branch between two stores that V8 should pair.

const depths = [1, 2, 3, 4];

const parameters = [
  'rows: i32',
  'panels: i32',
  'matrix: usize',
  'biases: usize',
  'inputs: usize',
  'inputStride: usize',
  'outputs: usize',
  'outputStride: usize',
  'finish: Finish',
].join(', ');
const passed = parameters.replaceAll(/: \w+/g, '');

/** By the name in finish.ts: whether sums start at the biases, and what becomes of a sum. */
const finishes = {
  BiasRelu: { isBiased: true, finished: (sum) => `v128.pmax<Real>(${sum}, zero)` },
  Mask: {
    isBiased: false,
    finished: (sum, offset) => `v128.andnot(${sum}, v128.le<Real>(v128.load(output, ${offset}), zero))`,
  },
  Bias: { isBiased: true, finished: (sum) => sum },
  None: { isBiased: false, finished: (sum) => sum },
};

/** The text of shallow-products.ts. */
export function shallowProducts() {
  return `import { Finish } from './finish';
import { laneBytes, multiplyAdd, rowBytes } from './panel';
import { Real } from './real';
${depths.map(productOf).join('')}
/** product.ts for a depth of ${depths[0]} to ${depths.at(-1)}. */
export function shallowProduct(depth: i32, ${parameters}): void {
${depths.map((depth) => `  if (depth == ${depth}) return product${depth}(${passed});`).join('\n')}
}
`;
}

function productOf(depth) {
  const inputs = halvesOf(depth);
  return `
function product${depth}(${parameters}): void {
  const zero = v128.splat<Real>(0);
  for (let panel = 0; panel < panels; panel++) {
    const input = inputs + <usize>panel * inputStride;
    let output = outputs + <usize>panel * outputStride;
    const end = output + <usize>rows * rowBytes;
    let weights = matrix;
    let bias = biases;
    ${inputs.map(({ x, offset }) => `const ${x} = v128.load(input, ${offset});`).join('\n    ')}
    ${Object.entries(finishes)
      .map(([name, finish]) => `if (finish == Finish.${name}) {${rowsOf(depth, finish)}}`)
      .join(' else ')}
  }
}
`;
}

/** Two rows at a time, whose sums need not wait for each other, then the last one of an odd number. */
function rowsOf(depth, finish) {
  return `
    while (output + rowBytes < end) {
      ${rowOf(depth, finish, 0)}
      ${rowOf(depth, finish, 1)}
      weights += ${2 * depth} * laneBytes;
      bias += 2 * laneBytes;
      output += 2 * rowBytes;
    }
    if (output < end) {
      ${rowOf(depth, finish, 0)}
    }
  `;
}

function rowOf(depth, { isBiased, finished }, row) {
  const weight = (step) => `weight${row}${step}`;
  const sums = ['Low', 'High'].map((half) => `sum${row}${half}`);
  const lines = [];
  for (let step = 0; step < depth; step++) {
    const place = row * depth + step;
    lines.push(`const ${weight(step)} = v128.load_splat<Real>(weights, ${place} * laneBytes);`);
  }
  if (isBiased) lines.push(`const start${row} = v128.load_splat<Real>(bias, ${row} * laneBytes);`);
  for (const [half, sum] of sums.entries()) {
    const first = `v128.mul<Real>(${weight(0)}, x0${half})`;
    lines.push(`let ${sum} = ${isBiased ? `v128.add<Real>(start${row}, ${first})` : first};`);
    for (let step = 1; step < depth; step++) {
      lines.push(`${sum} = multiplyAdd(${weight(step)}, x${step}${half}, ${sum});`);
    }
  }
  // Nothing is loaded between the stores, or V8 would not pair them.
  const offsets = [0, 1].map((half) => `${row} * rowBytes + ${16 * half}`);
  for (const [half, sum] of sums.entries()) lines.push(`${sum} = ${finished(sum, offsets[half])};`);
  for (const [half, sum] of sums.entries()) lines.push(`v128.store(output, ${sum}, ${offsets[half]});`);
  return lines.join('\n      ');
}

function halvesOf(depth) {
  return Array.from({ length: depth }, (_, step) =>
    [0, 1].map((half) => ({ x: `x${step}${half}`, offset: `${step} * rowBytes + ${16 * half}` })),
  ).flat();
}
