import {
  gridPoints,
  parametersOfSnapshot,
  unitOutputs,
  type DenseParameters,
  type LayerConfig,
  type PlaneGrid,
  type UnitRange,
} from '#api';
import { boundaryLines } from '../boundaries/boundary-lines.ts';
import type { Rgb } from '../boundaries/shade-classes.ts';
import { isSigned, mostOf, type OutputKind } from './output-kind.ts';

/** What pictures of units of a network of two features are made of. */
export interface UnitMapsRequest extends UnitRange {
  readonly layers: readonly LayerConfig[];
  /** A snapshot: weights, then biases, of each dense layer. */
  readonly parameters: Float32Array;
  /** The part of the plane; how many cells it has is worked out. */
  readonly plane: PlaneGrid;
  readonly output: OutputKind;
  /** Training samples [samples, features] by which a unit is active or dead. */
  readonly samples: Float64Array;
  /** Colours are those of one scale, else each unit has its own. */
  readonly isShared: boolean;
  readonly palette: UnitPalette;
}

/** The colours of outputs above and below zero. */
export interface UnitPalette {
  readonly above: Rgb;
  readonly below: Rgb;
}

/** What is known of a unit at one moment. */
export interface UnitFacts {
  /** Its outputs over the plane, of those that are finite; NaN where none is. */
  readonly least: number;
  readonly greatest: number;
  /** Cells of the plane for which the network computes no finite number. */
  readonly broken: number;
  /** Share of the training samples for which its output is not 0; NaN without samples. */
  readonly active: number;
  /** L2 norms of the weights that come in, and that go out; the last layer's go nowhere. */
  readonly incoming: number;
  readonly outgoing: number | null;
}

/** Units' outputs over the plane at one moment, ready to be drawn. */
export interface UnitMaps<Picture = ImageBitmap> extends UnitRange {
  /** Of the plane, along each of its sides. */
  readonly cells: number;
  /** [cells, cells * units] pixels: one unit below the other, each with its upper edge first. */
  readonly picture: Picture;
  /** Of each unit where its output changes sign, as `boundaryLines` has them; none where outputs have one sign. */
  readonly lines: readonly Float32Array[];
  readonly units: readonly UnitFacts[];
  /** The size of the output that has the full colour, of each unit. */
  readonly reach: readonly number[];
}

/** Multiplications for a picture while it plays, and for one that stays. */
const budgets = { moving: 4e6, resting: 5e7 };
/** Cells along a side: of one unit among many, and of one that is shown alone. */
const limits = {
  moving: { many: [12, 32], one: [24, 96] },
  resting: { many: [24, 80], one: [48, 200] },
} as const;
export type UnitDetail = keyof typeof budgets;

/** Cells along each side of the plane: as many as their outputs can be worked out for in the time of a frame, or of a blink. */
export function cellsFor(layers: readonly LayerConfig[], range: UnitRange, detail: UnitDetail): number {
  const { dense, from, to } = range;
  const widths = layers.flatMap((layer) => (layer.kind === 'dense' ? layer.units : []));
  const reached = [2, ...widths.slice(0, dense), to - from];
  const cost = reached.reduce((sum, width, at) => sum + width * (reached[at + 1] ?? 0), 0);
  const [fewest, most] = limits[detail][to - from === 1 ? 'one' : 'many'];
  return Math.max(fewest, Math.min(most, Math.floor(Math.sqrt(budgets[detail] / cost))));
}

/** Takes milliseconds, more of them in detail `resting`: it belongs in a worker. */
export function makeUnitMaps(
  request: UnitMapsRequest,
  detail: UnitDetail,
): UnitMaps<Uint8ClampedArray<ArrayBuffer>> {
  const { layers, samples, output, isShared, palette, dense, from, to } = request;
  const range = { dense, from, to };
  const parameters = parametersOfSnapshot({ layers: [...layers] }, request.parameters);
  const cells = cellsFor(layers, range, detail);
  const outputs = unitOutputs(parameters, layers, gridPoints({ ...request.plane, columns: cells, rows: cells }), range); // prettier-ignore
  const onSamples = unitOutputs(parameters, layers, samples, range);
  const [area, count] = [cells * cells, samples.length / 2];

  const units = Array.from({ length: to - from }, (_, unit): UnitFacts => {
    const norms = normsOf(parameters, dense, from + unit);
    const active = activeShare(onSamples.subarray(unit * count, (unit + 1) * count));
    return { ...spanOf(outputs.subarray(unit * area, (unit + 1) * area)), active, ...norms };
  });
  const largest = units.map(({ least, greatest }) => Math.max(-least, greatest));
  const most = mostOf(output) ?? Math.max(0, ...largest.filter(Number.isFinite));
  const reach = largest.map((own) => (isShared || mostOf(output) !== null ? most : own));
  const picture = new Uint8ClampedArray(4 * area * units.length);
  const lines = units.map((_, unit) => {
    const own = outputs.subarray(unit * area, (unit + 1) * area);
    shadeUnit(own, { cells, reach: reach[unit]!, palette }, picture.subarray(4 * unit * area));
    return isSigned(output) ? signLines(own, cells) : new Float32Array();
  });
  return { ...range, cells, picture, lines, units, reach };
}

function spanOf(values: Float32Array): Pick<UnitFacts, 'least' | 'greatest' | 'broken'> {
  let [least, greatest, broken] = [Infinity, -Infinity, 0];
  for (const value of values) {
    if (!Number.isFinite(value)) broken++;
    else {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return broken === values.length ? { least: NaN, greatest: NaN, broken } : { least, greatest, broken };
}

function activeShare(values: Float32Array): number {
  let active = 0;
  for (const value of values) if (value !== 0) active++;
  return active / values.length;
}

function normsOf(parameters: readonly DenseParameters[], dense: number, unit: number) {
  const { weights, biases } = parameters[dense]!;
  const next = parameters[dense + 1];
  const width = next?.biases.length ?? 0;
  return {
    incoming: norm(weights, unit, weights.length, biases.length),
    outgoing: next ? norm(next.weights, unit * width, (unit + 1) * width, 1) : null,
  };
}

/** Of every `step`-th value. */
function norm(values: ArrayLike<number>, from: number, to: number, step: number): number {
  let squares = 0;
  for (let index = from; index < to; index += step) squares += values[index]! * values[index]!;
  return Math.sqrt(squares);
}

/** Where outputs [cells * cells] change sign: as where two classes of opposite scores change places. */
function signLines(values: Float32Array, cells: number): Float32Array {
  const scores = new Float32Array(2 * values.length);
  for (let index = 0; index < values.length; index++) {
    scores[2 * index] = values[index]!;
    scores[2 * index + 1] = -values[index]!;
  }
  return boundaryLines(scores, { columns: cells, rows: cells });
}

/**
 * A picture of one unit's outputs [cells * cells] as RGBA, its first row on top, written to the start of `pixels`: in one colour above
 * zero, in another below, the stronger the nearer to `reach`. What is not finite is left empty.
 */
function shadeUnit(
  outputs: Float32Array,
  { cells, reach, palette }: { cells: number; reach: number; palette: UnitPalette },
  pixels: Uint8ClampedArray,
): void {
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const value = outputs[row * cells + column]!;
      if (!Number.isFinite(value) || value === 0) continue;
      const [red, green, blue] = value > 0 ? palette.above : palette.below;
      // Row 0 of the plane is its lowest, that of a picture its highest.
      const pixel = 4 * ((cells - 1 - row) * cells + column);
      pixels[pixel] = red;
      pixels[pixel + 1] = green;
      pixels[pixel + 2] = blue;
      pixels[pixel + 3] = (255 * Math.abs(value)) / reach;
    }
  }
}
