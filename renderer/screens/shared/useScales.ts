import { usePreference } from '../../data/usePreference.ts';

/** Which figures of a screen have a logarithmic axis of values, by their keys; kept from visit to visit. */
export function useScales(preference: 'run.logarithmic' | 'compare.logarithmic'): {
  /** `atFirst` holds until one is chosen. */
  isLogarithmic(key: string, atFirst?: boolean): boolean;
  choose(key: string, scale: string | number): void;
} {
  const stored = usePreference(preference);
  return {
    isLogarithmic: (key, atFirst = false) => stored.value[key] ?? atFirst,
    choose(key, scale) {
      stored.value = { ...stored.value, [key]: scale === 'logarithmic' };
    },
  };
}
