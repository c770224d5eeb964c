import { Finish } from './finish';
import { panelSamples, rowBytes } from './panel';
import { rowsAtOnce } from './product';
import { sumRows1, sumRows2 } from './register-blocks'; // written by build/register-blocks.mjs

/**
 * weightGradients += inputs . deltas^T over all samples of a tile, as in gradients.ts, for the inputs from `first` to `end` and `blocks`
 * blocks of units, which transpose.ts has laid out as [block][panel][sample][unit]: here vectors run over units, so no sums over lanes are
 * needed. The first tile of a batch overwrites weightGradients, with `sumsRow` bytes from one input to the next and `sumsRun` from one
 * block to the next. `isWide` takes two blocks at once, as product.ts takes two panels.
 */
export function addBlockGradients(
  first: i32,
  end: i32,
  blocks: i32,
  panels: i32,
  inputs: usize,
  inputStride: usize,
  deltas: usize,
  weightGradients: usize,
  sumsRow: usize,
  sumsRun: usize,
  isFirst: bool,
  isWide: bool,
): void {
  const finish = isFirst ? Finish.None : Finish.Add;
  const blockBytes = <usize>panels * deltaBytes;
  let count = 0;
  // Inputs in the outer loop: a few rows of them stay in the L1 cache for all units.
  for (let input = first; input < end; input += count) {
    count = rowsAtOnce(end - input);
    const rows = inputs + <usize>input * rowBytes;
    let delta = deltas;
    let sums = weightGradients + <usize>input * sumsRow;
    let block = 0;
    for (; block + 1 < blocks && isWide; block += 2) {
      sumRows2(count, panels, 0, rows, rowBytes, inputStride, 0, delta, blockBytes, deltaBytes, sums, sumsRun, sumsRow, finish);
      delta += 2 * blockBytes;
      sums += 2 * sumsRun;
    }
    for (; block < blocks; block++) {
      sumRows1(count, panels, 0, rows, rowBytes, inputStride, 0, delta, 0, deltaBytes, sums, 0, sumsRow, finish);
      delta += blockBytes;
      sums += sumsRun;
    }
  }
}

/** Bytes of one panel of a block of deltas. */
const deltaBytes: usize = <usize>panelSamples * rowBytes;
