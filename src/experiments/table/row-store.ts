import type { SampleSet } from '#engine';
import type { CsvRow } from './csv-reader.ts';
import { quote } from './table-error.ts';

/** Numbers kept in one block while a table grows, about. */
const blockNumbers = 256 * 1024;

/** Collects the rows of a table, checking each. */
export function createRowStore(features: number, decimal = '.') {
  const rowsPerBlock = Math.max(1, Math.floor(blockNumbers / features));
  const blocks: Float64Array[] = [];
  const targets: number[] = [];
  /** In the order in which they were seen. */
  const labels: string[] = [];
  const labelIndex = new Map<string, number>();
  const values = new Float64Array(features);

  return {
    labels: labels as readonly string[],
    /** Adds a row and returns null; or, where it cannot be used, leaves it out and returns why. */
    add(
      row: CsvRow,
      columns: { readonly label: number; readonly features: readonly number[] },
      names: readonly string[],
    ): string | null {
      if (row.problem !== null) return row.problem;
      if (row.cells !== names.length)
        return `got ${row.cells} cells; allowed: ${names.length}, as in the first row`;
      const label = row.text(columns.label);
      if (label === '') return `column ${quote(names[columns.label]!)} is empty; allowed: a label`;
      for (let feature = 0; feature < features; feature++) {
        const column = columns.features[feature]!;
        const value = row.number(column);
        if (!Number.isFinite(value)) {
          const text = row.text(column);
          const found = text === '' ? 'is empty' : `has ${quote(text)}`;
          return `column ${quote(names[column]!)} ${found}; allowed: a finite number, as -1${decimal}5e3`;
        }
        values[feature] = value;
      }
      const position = targets.length % rowsPerBlock;
      if (position === 0) blocks.push(new Float64Array(rowsPerBlock * features));
      blocks.at(-1)!.set(values, position * features);
      targets.push(labelIndex.get(label) ?? labels.push(label) - 1);
      labelIndex.set(label, targets.at(-1)!);
      return null;
    },
    /** The table, its labels in order. The store is empty afterwards. */
    finish(): { readonly labels: readonly string[]; readonly samples: SampleSet } {
      const samples = targets.length;
      const inputs = new Float64Array(samples * features);
      for (let row = 0; row < samples; row += rowsPerBlock) {
        // Let go of each block as soon as it is copied, so that a large table is not held twice.
        const block = blocks.shift()!;
        inputs.set(block.subarray(0, Math.min(rowsPerBlock, samples - row) * features), row * features);
      }
      const ordered = orderLabels(labels);
      const classOf = labels.map((label) => ordered.indexOf(label));
      return {
        labels: ordered,
        samples: {
          samples,
          features,
          classes: ordered.length,
          inputs,
          targets: Int32Array.from(targets, (label) => classOf[label]!),
        },
      };
    },
  };
}

/** Ascending when all are numbers, else in the order of their codes. */
function orderLabels(labels: readonly string[]): string[] {
  const byCode = labels.toSorted((first, second) => (first < second ? -1 : 1));
  const numbers = labels.map(Number);
  return numbers.every(Number.isFinite)
    ? byCode.sort((first, second) => Number(first) - Number(second))
    : byCode;
}
