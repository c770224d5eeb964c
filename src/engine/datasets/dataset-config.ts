interface AnyDataset {
  /**
   * Share of the training samples that get another class than their own, 0 to 1. Validation and test stay clean. Chosen
   * by a stream of its own: turning it on moves nothing else.
   */
  readonly labelNoise: number;
}

/**
 * Where held-out samples stand, and what they are drawn from. `grid`, as in the chapter: where the training samples stand
 * along their curve, so that the noise alone tells the sets apart, and validation from the run's stream after the weights.
 * `random`: anywhere along the curve, validation and test each from a stream of its own, so that nothing but the seed and
 * what is drawn changes them. Blobs and xor have no grid: there the streams are all the difference.
 */
export type Positions = 'grid' | 'random';

interface DrawnDataset extends AnyDataset {
  /** Of the training set. */
  readonly samplesPerClass: number;
  /** Of the held-out sets; the training set is on its grid either way. */
  readonly positions: Positions;
}

/** The chapter's spiral, one arm per class. */
export interface SpiralConfig extends DrawnDataset {
  readonly kind: 'spiral';
  readonly classes: number;
  /** Standard deviation of the angle's normal noise, in the spiral's own angle unit. */
  readonly noise: number;
}

/** Two half circles of radius 1 that reach into each other. */
export interface MoonsConfig extends DrawnDataset {
  readonly kind: 'moons';
  readonly classes: 2;
  /** Standard deviation of the normal noise on both coordinates. */
  readonly noise: number;
}

/** A circle of radius 1 around a smaller one. */
export interface CirclesConfig extends DrawnDataset {
  readonly kind: 'circles';
  readonly classes: 2;
  /** Radius of the inner circle, between 0 and 1. */
  readonly factor: number;
  /** Standard deviation of the normal noise on both coordinates. */
  readonly noise: number;
}

/** One normal cloud per class, their centers evenly spaced on the circle of radius 1. */
export interface BlobsConfig extends DrawnDataset {
  readonly kind: 'blobs';
  readonly classes: number;
  /** Standard deviation of a cloud along each coordinate. Neighbouring centers are 2 sin(pi / classes) apart. */
  readonly noise: number;
}

/** A square of side 2 in four quadrants: class 0 where both coordinates have the same sign, else class 1. */
export interface XorConfig extends DrawnDataset {
  readonly kind: 'xor';
  readonly classes: 2;
  /** Standard deviation of the normal noise on both coordinates, which carries samples over the borders. */
  readonly noise: number;
}

/** Samples that are drawn from a formula, as many as one wants. */
export type DrawnDatasetConfig = SpiralConfig | MoonsConfig | CirclesConfig | BlobsConfig | XorConfig;

/** Somebody's own samples, which are stored apart and handed to the training: see split-table.ts. */
export interface TableConfig extends AnyDataset {
  readonly kind: 'table';
  /** SHA-256 of the stored table in hexadecimal: what is meant, whatever it is called. */
  readonly digest: string;
  /** For people, as the imported file was called. */
  readonly name: string;
  /** Of all files that it was made of. */
  readonly rows: number;
  /** How many of the rows are those of a test file: the test set of every run, and for nothing else. Absent for none. */
  readonly testRows?: number | undefined;
  /** Numbers per row once texts are encoded. */
  readonly features: number;
  readonly classes: number;
  /** Whether every feature is shifted and scaled to mean 0 and standard deviation 1 over the training set. */
  readonly standardize: boolean;
  /** Whether every set gets its share of every class, rather than of all rows. */
  readonly stratified: boolean;
  /** Share of the rows that neither validation nor test takes that the network learns from, above 0 up to 1. */
  readonly trainingShare: number;
}

/** Where the samples come from. */
export type DatasetConfig = DrawnDatasetConfig | TableConfig;

/**
 * How large a set is that the network does not learn from: drawn from the same formula as the training set, or of a
 * table a share of its rows, above 0 and below 1.
 */
export type HeldOutConfig = { readonly samplesPerClass: number } | { readonly share: number };

/**
 * One fold of a table, held out for validation: of repeated k-fold cross-validation. The rows not used for test are assigned to `folds`
 * folds, again for each repeat, and all other folds are trained on. Neither depends on the run's seed: all runs of one repeat have the
 * same folds.
 */
export interface FoldConfig {
  /** k, at least 2. */
  readonly folds: number;
  /** 0 to folds - 1. */
  readonly fold: number;
  /** From 0. */
  readonly repeat: number;
}

/** What a run is judged by while it trains. */
export type ValidationConfig = HeldOutConfig | FoldConfig;

/** How large the test set is; of a table with a test file, `{ file: true }`: it is that file's rows. */
export type TestConfig = HeldOutConfig | { readonly file: true };
