import { z } from 'zod';
import { later } from '#experiments';

/** A version that is newer than the running one. */
export interface NewerVersion {
  readonly version: string;
  /** Its release notes as plain text; may be empty. */
  readonly notes: string;
}

/** How this copy of the app is updated: automatically, by the user from the release page, or not at all. */
export type UpdateWay =
  | { readonly kind: 'self' }
  /** The reason, as a sentence. */
  | { readonly kind: 'page' | 'none'; readonly reason: string };

/** The state of an update. */
export type UpdateStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' } // because the user asked
  | { readonly kind: 'newest' } // shown because the user asked
  | { readonly kind: 'available'; readonly newer: NewerVersion }
  | {
      readonly kind: 'downloading';
      readonly newer: NewerVersion;
      readonly receivedBytes: number;
      /** 0 until it is known. */
      readonly totalBytes: number;
    }
  | { readonly kind: 'ready'; readonly newer: NewerVersion } // installed when the app ends
  /** `newer` is the version that could not be obtained; null if not even that is known. */
  | { readonly kind: 'failed'; readonly newer: NewerVersion | null; readonly message: string };

/** The state of updates as the page shows it. */
export interface UpdateStatus {
  /** The running version. */
  readonly current: string;
  readonly way: UpdateWay;
  readonly step: UpdateStep;
  /** Whether to show it. A downloaded version is installed in any case when the app quits. */
  readonly isShown: boolean;
}

/** Dismisses the notice until the next check, or, with `skip`, until an even newer version is found. */
export const dismissUpdateInput = later(() =>
  z.strictObject({ skip: z.boolean().default(false) }).prefault({}),
);
