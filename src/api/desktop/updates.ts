import { z } from 'zod';

/** A version that is newer than the running one. */
export interface NewerVersion {
  readonly version: string;
  /** What is new, as plain text; empty where nothing is said. */
  readonly notes: string;
}

/** How this copy of the app gets to a newer version: by itself, by its user from the page of releases, or not from there at all. */
export type UpdateWay =
  | { readonly kind: 'self' }
  /** Why, as a sentence. */
  | { readonly kind: 'page' | 'none'; readonly reason: string };

/** Where the app is between one version and the next. */
export type UpdateStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking' } // because the user asked
  | { readonly kind: 'newest' } // as the user asked to know
  | { readonly kind: 'available'; readonly newer: NewerVersion }
  | {
      readonly kind: 'downloading';
      readonly newer: NewerVersion;
      readonly receivedBytes: number;
      /** 0 until it is known. */
      readonly totalBytes: number;
    }
  | { readonly kind: 'ready'; readonly newer: NewerVersion } // waits for the app to end
  /** `newer` is what could not be had; null when not even that could be found out. */
  | { readonly kind: 'failed'; readonly newer: NewerVersion | null; readonly message: string };

/** What the page shows of updates. */
export interface UpdateStatus {
  /** The running version. */
  readonly current: string;
  readonly way: UpdateWay;
  readonly step: UpdateStep;
  /** Whether the user wants to see it. What is ready is installed all the same once the app ends. */
  readonly isShown: boolean;
}

/** Takes the notice away: until the next look for a newer version, or, with `skip`, until one that is newer still. */
export const dismissUpdateInput = z.strictObject({ skip: z.boolean().default(false) }).prefault({});
