import type { PlaneGrid, PreviewPoints } from '#api';
import type { Scene } from './scene.ts';

/** The plane of two features as a network sees it, with the given samples. */
export interface PlaneContent {
  readonly label: string;
  readonly plane: PlaneGrid;
  /** null while it is being computed. */
  readonly scene: Scene | null;
  readonly training?: PreviewPoints | null | undefined;
  readonly validation?: PreviewPoints | null | undefined;
  /** Marks the samples that the network misclassifies. */
  readonly markWrong?: boolean | undefined;
  /** The scene belongs to a moment other than the one shown: drawn faintly. */
  readonly stale?: boolean | undefined;
  /** Names of the two features, if they have any. */
  readonly features?: readonly string[] | undefined;
  /** Without axes, for small multiples. */
  readonly plain?: boolean | undefined;
  /** The samples only. */
  readonly frameless?: boolean | undefined;
}
