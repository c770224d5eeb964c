import {
  type LayerConfig,
  parametersOfSnapshot,
  type PlaneGrid,
  type PreviewPoints,
  probabilitiesOnGrid,
} from '#api';
import { boundaryLines } from './boundary-lines.ts';
import { judgeSamples, type Judgement } from './judge-samples.ts';
import { type Rgb, shadeClasses } from './shade-classes.ts';

/** The input for a picture of a network with two features. */
export interface SceneRequest {
  readonly layers: readonly LayerConfig[];
  /** A snapshot: weights, then biases, of each dense layer. */
  readonly parameters: Float32Array;
  readonly plane: PlaneGrid;
  /** A colour per class; it wraps around for further classes. */
  readonly palette: readonly Rgb[];
  readonly training?: PreviewPoints | undefined;
  readonly validation?: PreviewPoints | undefined;
}

/** A network's output over the plane at one moment, ready to draw. */
export interface Scene<Picture = ImageBitmap> {
  /** [columns, rows] pixels, top row first. */
  readonly picture: Picture;
  /** Class boundaries, see `boundaryLines`. */
  readonly lines: Float32Array;
  /** null if there are no samples. */
  readonly training: Judgement | null;
  readonly validation: Judgement | null;
}

/** Takes a few milliseconds, so it belongs in a worker. */
export function makeScene(request: SceneRequest): Scene<Uint8ClampedArray<ArrayBuffer>> {
  const { layers, plane, palette, training, validation } = request;
  const parameters = parametersOfSnapshot({ layers: [...layers] }, request.parameters);
  const probabilities = probabilitiesOnGrid(parameters, layers, plane);
  const judge = (points: PreviewPoints | undefined): Judgement | null =>
    points && points.x.length > 0 ? judgeSamples(parameters, layers, points) : null;
  return {
    picture: shadeClasses(probabilities, { ...plane, palette }),
    lines: boundaryLines(probabilities, plane),
    training: judge(training),
    validation: judge(validation),
  };
}
