import { z } from 'zod';
import { later } from '#experiments';
import type { AppErrorData } from '../app-error.ts';
import type { OpeningStep } from '../opening-step.ts';

/** What the user can do if the history could not be opened. */
export const startActions = [
  'tryAgain',
  'cancelMove',
  'chooseFolder',
  'useDefaultFolder',
  'showLog',
  'quit',
] as const;
export type StartAction = (typeof startActions)[number];
export const startActionSchema = later(() => z.strictObject({ action: z.enum(startActions) }));

/** The state of the start. */
export type StartState =
  /** `step` is null until a slow step begins. */
  | { readonly kind: 'opening'; readonly step: OpeningStep | null }
  /** Nothing more happens until the user acts. */
  | { readonly kind: 'failed'; readonly error: AppErrorData }
  /** The app's page replaces the start page. */
  | { readonly kind: 'opened' };

/** What the start page shows. */
export interface Start {
  readonly state: StartState;
  /** What the user can do now. */
  readonly actions: readonly StartAction[];
  /** The folder of the history. */
  readonly dataDir: string;
}
