import type { RunConfig, SweepDetail } from '#api';
import { inject, provide, type InjectionKey } from 'vue';
import { configOfCell } from '../../figures/cell-config.ts';

type CellConfig = (cell: number) => RunConfig | null;
const key: InjectionKey<CellConfig> = Symbol('config of a cell');

/** Provides the config of each cell, without its seed, to the components below. */
export function provideCellConfig(sweep: () => SweepDetail | null): void {
  provide(key, (cell) => {
    const told = sweep();
    return told?.grid[cell] === undefined ? null : configOfCell(told, cell);
  });
}

/** The config of a cell, null if nobody provides it. */
export function useCellConfig(): CellConfig {
  return inject(key, () => null);
}
