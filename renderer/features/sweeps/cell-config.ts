import { setConfigPath, type RunConfig, type SweepDetail } from '#api';
import { inject, provide, type InjectionKey } from 'vue';

type CellConfig = (cell: number) => RunConfig | null;
const key: InjectionKey<CellConfig> = Symbol('config of a cell');

/** Tells what is below the config of each cell, without its seed. */
export function provideCellConfig(sweep: () => SweepDetail | null): void {
  provide(key, (cell) => {
    const { definition, grid } = sweep() ?? {};
    const own = grid?.[cell]?.grid;
    if (!definition || !own) return null;
    return Object.entries(own).reduce<unknown>(
      (config, [path, value]) => setConfigPath(config, path, value),
      definition.base,
    ) as RunConfig;
  });
}

/** The config of a cell, null where nobody tells. */
export function useCellConfig(): CellConfig {
  return inject(key, () => null);
}
