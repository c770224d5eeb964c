import type { PlaneGrid, PreviewPoints } from '#api';
import type { Scene } from './scene.ts';

/** The plane of two features as a network sees it, with the samples that are given. */
export interface PlaneContent {
  readonly label: string;
  readonly plane: PlaneGrid;
  /** null while it is being made. */
  readonly scene: Scene | null;
  readonly training?: PreviewPoints | null | undefined;
  readonly validation?: PreviewPoints | null | undefined;
  /** Marks the samples that the network gets wrong. */
  readonly markWrong?: boolean | undefined;
  /** The scene is of another moment than the one shown: drawn faintly. */
  readonly stale?: boolean | undefined;
  /** Names of the two features, where they have any. */
  readonly features?: readonly string[] | undefined;
  /** Without axes, for small multiples. */
  readonly plain?: boolean | undefined;
  /** The samples alone. */
  readonly frameless?: boolean | undefined;
}
