import { allocate, type Numbers } from '../numerics/precision.ts';
import type { Network } from '../training/network.ts';
import type { Precision } from '../training/training-config.ts';
import type { LayerRegions } from './layer-memory.ts';
import { numbersAt, type Region } from './memory-plan.ts';
import { copyColumns, type WeightLayout } from './weight-layout.ts';

/** A network's parameters and moments in the order in which others read and change them, whatever the kernels' layout. */
export interface ShownNumbers extends Pick<Network, 'parameters' | 'moments'> {
  /** Call before the kernels compute: it copies back what others have changed. */
  takeBack(): void;
}

/** An array in the kernels' memory; null if its layout is the same for others. */
type Kept = readonly [Region, WeightLayout | null];

/** @param momentCount number of moment arrays per array of parameters */
export function createShownNumbers(
  memory: ArrayBufferLike,
  layers: readonly LayerRegions[],
  momentCount: number,
  precision: Precision,
): ShownNumbers {
  const parameters = shownArrays(
    memory,
    layers.flatMap(({ weights, biases, weightLayout }): Kept[] => [
      [weights.values, weightLayout],
      [biases.values, null],
    ]),
    precision,
  );
  const moments = shownArrays(
    memory,
    layers.flatMap(({ weights, biases, weightLayout }) => [
      ...weights.moments.slice(0, momentCount).map((region): Kept => [region, weightLayout]),
      ...biases.moments.slice(0, momentCount).map((region): Kept => [region, null]),
    ]),
    precision,
  );
  return {
    get parameters() {
      const arrays = parameters.show();
      return layers.map((_, layer) => ({ weights: arrays[2 * layer]!, biases: arrays[2 * layer + 1]! }));
    },
    get moments() {
      return moments.show();
    },
    takeBack() {
      parameters.takeBack();
      moments.takeBack();
    },
  };
}

function shownArrays(memory: ArrayBufferLike, all: readonly Kept[], precision: Precision) {
  const copies: { layout: WeightLayout; columns: Numbers; rows: Numbers }[] = [];
  let arrays: Numbers[] | null = null;
  let areShown = false;

  function open([region, layout]: Kept): Numbers {
    const numbers = numbersAt(memory, region, precision);
    if (!layout?.inColumns) return numbers;
    const rows = allocate(precision, layout.inputs * layout.units);
    copies.push({ layout, columns: numbers, rows });
    return rows;
  }

  return {
    show(): readonly Numbers[] {
      arrays ??= all.map(open);
      if (!areShown) for (const { layout, columns, rows } of copies) copyColumns(layout, columns, rows, true);
      areShown = true;
      return arrays;
    },
    takeBack(): void {
      if (areShown) for (const { layout, columns, rows } of copies) copyColumns(layout, columns, rows, false);
      areShown = false;
    },
  };
}
