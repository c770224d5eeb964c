interface AnyDataset {
  /**
   * Fraction of the training samples whose label is changed to another class, 0 to 1. Validation and test stay clean. These are chosen by a
   * separate stream, so turning label noise on changes nothing else.
   */
  readonly labelNoise: number;
}

/**
 * Where held-out samples lie, and which stream they are drawn from. `grid`, as in the chapter: at the positions of the training samples
 * along their curve, so that only the noise distinguishes the sets, with validation drawn from the run's stream after the weights.
 * `random`: anywhere along the curve, with a separate stream each for validation and test, so that they depend only on the seed and the
 * dataset's formula. Blobs and xor have no grid: there only the streams differ.
 */
export type Positions = 'grid' | 'random';

interface DrawnDataset extends AnyDataset {
  /** Of the training set. */
  readonly samplesPerClass: number;
  /** Of the held-out sets; the training set always lies on its grid. */
  readonly positions: Positions;
}

/** The chapter's spiral, one arm per class. */
export interface SpiralConfig extends DrawnDataset {
  readonly kind: 'spiral';
  readonly classes: number;
  /** Standard deviation of the angle's normal noise, in the spiral's own angle unit. */
  readonly noise: number;
}

/** Two interlocking half circles of radius 1. */
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
  /** Standard deviation of the normal noise on both coordinates, which carries some samples across the borders. */
  readonly noise: number;
}

/** Samples drawn from a formula, in any number. */
export type DrawnDatasetConfig = SpiralConfig | MoonsConfig | CirclesConfig | BlobsConfig | XorConfig;

/** The user's own samples, which are stored separately and passed to the training: see split-table.ts. */
export interface TableConfig extends AnyDataset {
  readonly kind: 'table';
  /** SHA-256 of the stored table in hexadecimal; it identifies the table, whatever its name. */
  readonly digest: string;
  /** Display name: that of the imported file. */
  readonly name: string;
  /** Across all the files that the table was made from. */
  readonly rows: number;
  /** How many of the rows came from a test file: they are the test set of every run, and are used for nothing else. Absent for none. */
  readonly testRows?: number | undefined;
  /** Numbers per row once text columns are encoded. */
  readonly features: number;
  readonly classes: number;
  /** Whether every feature is shifted and scaled to mean 0 and standard deviation 1 over the training set. */
  readonly standardize: boolean;
  /** Whether every set gets its share of each class, rather than of all rows together. */
  readonly stratified: boolean;
  /** Fraction of the rows left after validation and test that the network learns from, above 0 up to 1. */
  readonly trainingShare: number;
}

/** Where the samples come from. */
export type DatasetConfig = DrawnDatasetConfig | TableConfig;

/**
 * The size of a set that the network does not learn from: drawn from the same formula as the training set or, for a table, a fraction of
 * its rows, above 0 and below 1.
 */
export type HeldOutConfig = { readonly samplesPerClass: number } | { readonly share: number };

/**
 * One fold of a table, held out for validation in repeated k-fold cross-validation. The rows not used for test are assigned to `folds`
 * folds, differently for each repeat, and all other folds are trained on. Neither depends on the run's seed: all runs of one repeat have
 * the same folds.
 */
export interface FoldConfig {
  /** k, at least 2. */
  readonly folds: number;
  /** 0 to folds - 1. */
  readonly fold: number;
  /** From 0. */
  readonly repeat: number;
}

/** What a run is validated on while it trains. */
export type ValidationConfig = HeldOutConfig | FoldConfig;

/** The size of the test set; for a table with a test file, `{ file: true }`: the test set is that file's rows. */
export type TestConfig = HeldOutConfig | { readonly file: true };
