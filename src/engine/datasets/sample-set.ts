/** Labelled samples, read-only once generated. */
export interface SampleSet {
  /** Number of samples. */
  readonly samples: number;
  /** Numbers per sample. */
  readonly features: number;
  readonly classes: number;
  /** [samples, features], float64, row-major. */
  readonly inputs: Float64Array;
  /** [samples], class indices from 0 to classes - 1. */
  readonly targets: Int32Array;
}
