import { choicesKind, orNone, useAddress, usePreference } from '#data';

/** Which figures of a screen have a logarithmic value axis, by key; remembered between visits, and in the address. */
export function useScales(preference: 'run.logarithmic' | 'compare.logarithmic') {
  const stored = usePreference(preference);
  const inAddress = useAddress('log', orNone(choicesKind), null);
  return {
    /** `atFirst` applies until one is chosen. */
    isLogarithmic(key: string, atFirst = false): boolean {
      const linked = inAddress.value?.[key];
      return linked === undefined ? (stored.value[key] ?? atFirst) : linked === 1;
    },
    choose(key: string, scale: string | number): void {
      const isLogarithmic = scale === 'logarithmic';
      stored.value = { ...stored.value, [key]: isLogarithmic };
      inAddress.value = { ...inAddress.value, [key]: isLogarithmic ? 1 : 0 };
    },
  };
}
