import { changeConfigPaths, type RunConfig } from '#api';
import type { FigureSweep } from './cube.ts';

/** The base config with the values of a cell; the seed is the base's. */
export function configOfCell(
  { definition, grid }: Pick<FigureSweep, 'definition' | 'grid'>,
  cell: number,
): RunConfig {
  return changeConfigPaths(definition.base, Object.entries(grid[cell]!.grid)) as RunConfig;
}
