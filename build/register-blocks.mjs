// Writes register-blocks.ts of src/engine/kernels/assembly: products of a few rows, or samples, with one or two columns, whose sums stay in
// registers. AssemblyScript does not unroll loops, so by hand the same two lines would be repeated a thousand times.

/** Maximum rows of a block: with 2 columns, in vectors of 256 bits, 12 sums, 2 of the inputs and a weight take 15 of 16 registers. */
const maxRows = 6;

const parameters = [
  ['runs', 'i32'],
  ['singles', 'i32'],
  ['matrix', 'usize'],
  ['matrixRow', 'usize'],
  ['matrixRun', 'usize'],
  ['biases', 'usize'],
  ['input0', 'usize'],
  ['inputBeside', 'usize'],
  ['inputRun', 'usize'],
  ['output0', 'usize'],
  ['outputBeside', 'usize'],
  ['outputRow', 'usize'],
  ['finish', 'Finish'],
];
const declared = parameters.map(([name, type]) => `${name}: ${type}`).join(', ');
const passed = parameters.map(([name]) => name).join(', ');

const header = `import { Finish, finishRow, isBiased } from './finish';
import { laneBytes, multiplyAdd, rowBytes, sampleAt } from './panel';
import { Real } from './real';
`;

/** The text of register-blocks.ts. */
export function registerBlocks() {
  return [header, ...[1, 2].flatMap(productOf), ...[1, 2].flatMap(samplesOf)].join('\n');
}

/** The functions for one column, or for two of them side by side. */
function productOf(columns) {
  const rows = range(maxRows).map((row) => row + 1);
  return [
    ...rows.map((count) => block(count, columns)),
    `
/**
 * outputs = matrix . inputs (+ biases) for 1 to ${maxRows} rows and ${columns} column(s) of inputs, each row of a column 32 bytes. Steps
 * come in runs of as many as 32 bytes hold numbers, \`matrixRun\` and \`inputRun\` bytes from one to the next, then single.
 */
export function sumRows${columns}(rows: i32, ${declared}): void {
${rows.map((count) => `  if (rows == ${count}) return ${blockName(count, columns)}(${passed});`).join('\n')}
}`,
  ];
}

function blockName(rows, columns) {
  return `block${rows}by${columns}`;
}

function block(rows, columns) {
  const inRow = range(2 * columns);
  const cells = range(rows).flatMap((row) => inRow.map((vector) => ({ row, vector })));
  const outputAt = (row, column) => `output${column} + ${row} * outputRow`;
  const moveOn = (matrixBytes, inputBytes) => [
    ...range(rows).map((row) => `row${row} += ${matrixBytes};`),
    ...range(columns).map((column) => `input${column} += ${inputBytes};`),
  ];
  return `
function ${blockName(rows, columns)}(${declared}): void {
${[
  ...(columns === 2 ? ['let input1 = input0 + inputBeside;', 'const output1 = output0 + outputBeside;'] : []),
  ...range(rows).map((row) => `let row${row} = matrix + ${row} * matrixRow;`),
  ...cells.map(({ row, vector }) => `let sum${row}${vector} = v128.splat<Real>(0);`),
  'if (isBiased(finish)) {',
  ...range(rows).map((row) => `sum${row}0 = v128.load_splat<Real>(biases, ${row} * laneBytes);`),
  ...cells.map(({ row, vector }) => `sum${row}${vector} = sum${row}0;`),
  '} else if (finish == Finish.Add) {',
  ...cells.map(({ row, vector }) => {
    return `sum${row}${vector} = v128.load(${outputAt(row, vector >> 1)}, ${(vector % 2) * 16});`;
  }),
  '}',
  'for (; runs > 0; runs--) {',
  ...range(4).flatMap((number) => step(rows, columns, number)),
  'if (sizeof<Real>() == 4) {',
  ...range(4).flatMap((number) => step(rows, columns, 4 + number)),
  '}',
  ...moveOn('matrixRun', 'inputRun'),
  '}',
  'for (; singles > 0; singles--) {',
  ...step(rows, columns, 0),
  ...moveOn('laneBytes', 'rowBytes'),
  '}',
  ...range(rows).flatMap((row) =>
    range(columns).map((column) => {
      const [low, high] = [`sum${row}${2 * column}`, `sum${row}${2 * column + 1}`];
      return `finishRow(${low}, ${high}, ${outputAt(row, column)}, finish);`;
    }),
  ),
].join('\n')}
}`;
}

const sampleParameters = [
  ['runs', 'i32'],
  ['singles', 'i32'],
  ['panels', 'usize'],
  ['panelStride', 'usize'],
  ['first', 'i32'],
  ['input0', 'usize'],
  ['inputBeside', 'usize'],
  ['biases', 'usize'],
  ['output', 'usize'],
  ['outputRow', 'usize'],
];
const samplesDeclared = sampleParameters.map(([name, type]) => `${name}: ${type}`).join(', ');
const samplesPassed = sampleParameters.map(([name]) => name).join(', ');
/** Steps of a run. */
const sampleRun = 8;

/** The same for samples, whose numbers are in panels, in place of the matrix's rows. */
function samplesOf(columns) {
  const counts = range(maxRows).map((row) => row + 1);
  return [
    ...counts.map((count) => samplesBlock(count, columns)),
    `
/**
 * outputs = biases + samples . inputs for 1 to ${maxRows} samples from \`first\` on and ${columns} column(s) of inputs, each row of a column 32 bytes
 * and right behind the one before. Biases are as wide as the columns. Steps come in runs of ${sampleRun}, then single.
 */
export function sumSamples${columns}(samples: i32, ${samplesDeclared}): void {
${counts.map((count) => `  if (samples == ${count}) return samples${count}by${columns}(${samplesPassed});`).join('\n')}
}`,
  ];
}

function samplesBlock(samples, columns) {
  const inRow = range(2 * columns);
  const moveOn = (steps) => [
    ...range(samples).map((row) => `row${row} += ${steps} * rowBytes;`),
    ...range(columns).map((column) => `input${column} += ${steps} * rowBytes;`),
  ];
  return `
function samples${samples}by${columns}(${samplesDeclared}): void {
${[
  ...(columns === 2 ? ['let input1 = input0 + inputBeside;'] : []),
  ...range(samples).map((row) => `let row${row} = sampleAt(panels, panelStride, first + ${row});`),
  // One load for all samples, and one address for all stores of one: otherwise V8 would not pair these.
  ...inRow.map((vector) => `let sum0${vector} = v128.load(biases, ${16 * vector});`),
  ...range(samples - 1).flatMap((row) =>
    inRow.map((vector) => `let sum${row + 1}${vector} = sum0${vector};`),
  ),
  'for (; runs > 0; runs--) {',
  ...range(sampleRun).flatMap((number) => step(samples, columns, number, 'rowBytes')),
  ...moveOn(sampleRun),
  '}',
  'for (; singles > 0; singles--) {',
  ...step(samples, columns, 0, 'rowBytes'),
  ...moveOn(1),
  '}',
  ...range(samples).flatMap((row) => [
    `const output${row} = output + ${row} * outputRow;`,
    ...inRow.map((vector) => `v128.store(output${row}, sum${row}${vector}, ${16 * vector});`),
  ]),
].join('\n')}
}`;
}

/** One number of each row times 32 bytes (two vectors) of each column. The numbers of a row are `rowStep` apart. */
function step(rows, columns, number, rowStep = 'laneBytes') {
  const vectors = range(2 * columns).map((vector) => ({ vector, x: `x${number}${vector}` }));
  return [
    ...vectors.map(({ vector, x }) => {
      return `const ${x} = v128.load(input${vector >> 1}, ${number} * rowBytes + ${(vector % 2) * 16});`;
    }),
    ...range(rows).flatMap((row) => {
      const weight = `weight${number}${row}`;
      return [
        `const ${weight} = v128.load_splat<Real>(row${row}, ${number} * ${rowStep});`,
        ...vectors.map(({ vector, x }) => {
          return `sum${row}${vector} = multiplyAdd(${weight}, ${x}, sum${row}${vector});`;
        }),
      ];
    }),
  ];
}

function range(count) {
  return Array.from({ length: count }, (_, index) => index);
}
