import type { LegendEntry, Shape, Tint } from './figure.ts';
import { paletteSize } from './palette.ts';

/** A class's colour and shape: both, because colours alone are lost in greyscale and to many eyes. */
export interface ClassLook {
  readonly tint: Tint;
  readonly shape: Shape;
}

/** A cross would mean a mistake. With eight colours, classes share both colour and shape only if they are 32 apart. */
const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

/** The shape of class `index`, counted from 0, or of anything else that has its own colour. */
export function classShape(index: number): (typeof shapes)[number] {
  return shapes[(index + Math.floor(index / paletteSize)) % shapes.length]!;
}

export function classLook(index: number): ClassLook {
  return { tint: { slot: index }, shape: classShape(index) };
}

/** A class's look and name, as a legend entry. */
export function classEntry(index: number, label: string): LegendEntry {
  const shape = classShape(index);
  return { label, tint: { slot: index }, mark: shape === 'circle' ? 'point' : shape };
}
