import type { SampleSet } from '#engine';
import type { CsvRow } from './csv-reader.ts';
import { createLabels, isMissingLabel, type MissingLabels } from './labels.ts';
import type { NumberReading } from './number-reading.ts';
import { quote } from './table-error.ts';

/** Numbers kept in one block while a table grows, about. */
const blockNumbers = 256 * 1024;

/** Why a row was not taken. */
export interface Refusal {
  readonly message: string;
  /** What stands for the label, when nothing is wrong but that it is missing; else null. */
  readonly missingLabel: string | null;
}

/** Collects the rows of a table, checking each. */
export function createRowStore(features: number, reading: NumberReading, missingLabels: MissingLabels) {
  const rowsPerBlock = Math.max(1, Math.floor(blockNumbers / features));
  const blocks: Float64Array[] = [];
  const targets: number[] = [];
  const labels = createLabels(reading);
  const values = new Float64Array(features);

  return {
    /** Different labels so far. */
    get classes() {
      return labels.count;
    },
    /** Adds a row of so many cells and returns null; or, where it cannot be used, leaves it out and returns why. */
    add(
      row: CsvRow,
      cells: number,
      columns: { readonly label: number; readonly features: readonly number[] },
      names: readonly string[],
    ): Refusal | null {
      const refuse = (message: string, missingLabel: string | null = null): Refusal => ({
        message,
        missingLabel,
      });
      if (row.problem !== null) return refuse(row.problem);
      if (cells !== names.length)
        return refuse(`got ${cells} cells; allowed: ${names.length}, as in the first row`);
      const label = row.text(columns.label);
      for (let feature = 0; feature < features; feature++) {
        const column = columns.features[feature]!;
        const value = row.number(column);
        if (!Number.isFinite(value)) {
          const text = row.text(column);
          const found = text === '' ? 'is empty' : `has ${quote(text)}`;
          return refuse(
            `column ${quote(names[column]!)} ${found}; allowed: a finite number, as -1${reading.decimal}5e3`,
          );
        }
        values[feature] = value;
      }
      if (isMissingLabel(label, missingLabels)) {
        const found = label === '' ? 'is empty' : `has ${quote(label)}`;
        return refuse(`column ${quote(names[columns.label]!)} ${found}; allowed: a label`, label);
      }
      const position = targets.length % rowsPerBlock;
      if (position === 0) blocks.push(new Float64Array(rowsPerBlock * features));
      blocks.at(-1)!.set(values, position * features);
      targets.push(labels.add(label));
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
      const ordered = labels.finish();
      return {
        labels: ordered.labels,
        samples: {
          samples,
          features,
          classes: ordered.labels.length,
          inputs,
          targets: Int32Array.from(targets, (label) => ordered.classOf[label]!),
        },
      };
    },
  };
}
