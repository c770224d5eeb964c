import type { Numbers } from '../numerics/precision.ts';
import type { Precision } from '../training/training-config.ts';
import { bytesPerNumber } from './memory-plan.ts';
import { panelStride, rowBytes, samplesPerPanel } from './panels.ts';

/** How weights [inputs, units], and their gradients and moments, are laid out in the kernels' memory: see assembly/layer.ts. */
export interface WeightLayout {
  readonly inputs: number;
  readonly units: number;
  readonly inColumns: boolean;
  /** Bytes from the weights of one input to those of the next. */
  readonly row: number;
  /** Bytes from 32 bytes of an input's weights to the next 32. */
  readonly run: number;
  /** Numbers in total, including gaps between columns. */
  readonly length: number;
}

/** Transposing smaller matrices is faster than reading their columns. */
const smallBytes = 8192;

/** @param mayBeInColumns whether to use columns if there are many weights and units are whole runs */
export function weightLayout(
  inputs: number,
  units: number,
  precision: Precision,
  mayBeInColumns: boolean,
): WeightLayout {
  const unitBytes = units * bytesPerNumber[precision];
  if (!mayBeInColumns || unitBytes % rowBytes !== 0 || inputs * unitBytes <= smallBytes) {
    return { inputs, units, inColumns: false, row: unitBytes, run: rowBytes, length: inputs * units };
  }
  // The same rows of all columns occupy different places in a CPU's L1 cache.
  const run = panelStride(inputs, true);
  const length = (units / samplesPerPanel(precision)) * (run / bytesPerNumber[precision]);
  return { inputs, units, inColumns: true, row: rowBytes, run, length };
}

/** Copies weights in columns to rows [inputs, units], or the other way. */
export function copyColumns(
  { inputs, units, row, run }: WeightLayout,
  columns: Numbers,
  rows: Numbers,
  toRows: boolean,
): void {
  const [width, inputStep, columnStep] = [rowBytes, row, run].map((bytes) => bytes / rows.BYTES_PER_ELEMENT);
  for (let at = 0, input = 0; input < inputs; input++) {
    for (let unit = 0; unit < units; unit++, at++) {
      const place = Math.floor(unit / width!) * columnStep! + input * inputStep! + (unit % width!);
      if (toRows) rows[at] = columns[place]!;
      else columns[place] = rows[at]!;
    }
  }
}
