import type { Control } from '#figure';
import { type DensePlace, optionsOf } from '#words';

/** More units than this are shown some at a time. */
export const unitsAtOnce = 64;

/** The choice of what the plane shows: the boundary, 0, or the units of a dense layer, from 1 on. */
export function layerControl(places: readonly DensePlace[], layer: number): Control {
  const isSegmented = places.length <= 2;
  return {
    key: 'layer',
    label: 'Shown',
    value: layer,
    options: [
      { value: 0, label: 'Boundary' },
      ...places.map(({ dense, label }) => ({
        value: dense + 1,
        label: isSegmented ? label : `Units of ${label}`,
      })),
    ],
    isSegmented,
    isBare: true,
  };
}

/** The choice among the units of a wide layer, by the first one shown, from 1 on; none where all are shown. */
export function rangeControls(units: number, first: number): Control[] {
  if (units <= unitsAtOnce) return [];
  const options = Array.from({ length: Math.ceil(units / unitsAtOnce) }, (_, part) => {
    const from = part * unitsAtOnce + 1;
    return { value: from, label: `${from}–${Math.min(units, from + unitsAtOnce - 1)} of ${units}` };
  });
  return [{ key: 'units', label: 'Units', value: first, options }];
}

/** The choice of how colours are scaled, where outputs have no bounds of their own. */
export function colourControls(isBounded: boolean, colours: 'layer' | 'unit'): Control[] {
  if (isBounded) return [];
  const options = optionsOf({ layer: 'one scale', unit: 'each its own' });
  return [{ key: 'colours', label: 'Colours', value: colours, options }];
}

/** Which unit is shown alone, from 1 on; 0 stands for all of them. */
export function unitControl(units: number, unit: number): Control {
  const each = Array.from({ length: units }, (_, at) => ({ value: at + 1, label: `unit ${at + 1}` }));
  const options = [{ value: 0, label: 'all units' }, ...each];
  return { key: 'unit', label: 'Unit', isBare: true, value: unit, options };
}
