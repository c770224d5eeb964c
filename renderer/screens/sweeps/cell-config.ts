import { changeConfigPaths, type RunConfig, type SweepDetail } from '#api';
import { inject, provide, type InjectionKey } from 'vue';

type CellConfig = (cell: number) => RunConfig | null;
const key: InjectionKey<CellConfig> = Symbol('config of a cell');

/** The base with the values of a cell; its seed is the base's. */
export function configOfCell(
  { definition, grid }: Pick<SweepDetail, 'definition' | 'grid'>,
  cell: number,
): RunConfig {
  return changeConfigPaths(definition.base, Object.entries(grid[cell]!.grid)) as RunConfig;
}

/** Tells what is below the config of each cell, without its seed. */
export function provideCellConfig(sweep: () => SweepDetail | null): void {
  provide(key, (cell) => {
    const told = sweep();
    return told?.grid[cell] === undefined ? null : configOfCell(told, cell);
  });
}

/** The config of a cell, null where nobody tells. */
export function useCellConfig(): CellConfig {
  return inject(key, () => null);
}
