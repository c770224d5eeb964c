import type { LegendEntry, Shape, Tint } from './figure.ts';
import { paletteSize } from './palette.ts';

/** A class's colour and shape: both, since colours alone merge in greyscale and for many eyes. */
export interface ClassLook {
  readonly tint: Tint;
  readonly shape: Shape;
}

/** A cross is a mistake. With eight colours classes share colour and shape only 32 apart. */
const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

/** The shape of class `index`, 0 the first, or of whatever else has a colour each. */
export function classShape(index: number): (typeof shapes)[number] {
  return shapes[(index + Math.floor(index / paletteSize)) % shapes.length]!;
}

export function classLook(index: number): ClassLook {
  return { tint: { slot: index }, shape: classShape(index) };
}

/** A class's look and its name. */
export function classEntry(index: number, label: string): LegendEntry {
  const shape = classShape(index);
  return { label, tint: { slot: index }, mark: shape === 'circle' ? 'point' : shape };
}
