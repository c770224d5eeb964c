import { kernelVariant } from '#engine';
import { presets } from '#experiments';
import { chapterPairs } from './chapter-pairs.ts';
import { createPairMeter, printPairs, type TableRow } from './pairs.ts';
import { findPython } from './peers/peer.ts';
import { widePairs } from './wide-pairs.ts';

/**
 * The engine's kernels beside NumPy, PyTorch and the readable network: epochs or steps a second of CPU time, each side in
 * one process and on one thread, side by side in rounds, so that what else the machine does touches all of them.
 * Ratios are medians over rounds, and both sides are first held to the same losses.
 */
export async function engine(): Promise<void> {
  const pythons = { NumPy: findPython('numpy'), PyTorch: findPython('torch', 'numpy') };
  for (const [peer, python] of Object.entries(pythons)) {
    if (python === null) console.log(`no python3 has ${peer}: skipping the comparison with it`);
  }
  console.log(`float32 kernels: ${kernelVariant('float32')}`);

  const measure = await createPairMeter();
  const rows: TableRow[] = [];
  for (const preset of presets) {
    const { pairs, end } = await chapterPairs(preset, pythons);
    rows.push(...(await measure(pairs)));
    end();
  }
  for (const units of [
    [784, 256, 128, 10],
    [784, 512, 512, 10],
  ]) {
    const { pairs, end } = await widePairs(units, pythons.PyTorch);
    rows.push(...(await measure(pairs)));
    end();
  }
  printPairs(rows);
}
