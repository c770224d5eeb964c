import type { LegendEntry, Shape, Tint } from './figure.ts';
import { paletteSize } from './palette.ts';

/** A class's colour and shape: both, since colours alone merge in greyscale and for many eyes. */
export interface ClassLook {
  readonly tint: Tint;
  readonly shape: Shape;
}

/** With as many colours as the palette has, classes share both only 40 apart. */
const shapes = ['circle', 'square', 'triangle', 'diamond', 'cross'] as const satisfies readonly Shape[];

/** The shape of class `index`, 0 the first. */
export function classShape(index: number): Shape {
  return shapes[(index + Math.floor(index / paletteSize)) % shapes.length]!;
}

export function classLook(index: number): ClassLook {
  return { tint: { slot: index }, shape: classShape(index) };
}

/** A class's look and its name. */
export function classEntry(index: number, label: string): LegendEntry {
  const { tint, shape } = classLook(index);
  return { label, tint, mark: shape === 'circle' ? 'point' : shape };
}
