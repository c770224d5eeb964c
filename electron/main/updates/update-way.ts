import type { UpdateWay } from '#api';

/** What determines how a copy of the app can be replaced. */
export interface UpdateFacts {
  readonly platform: NodeJS.Platform;
  /** Whether the build says where its releases are. The app started from source does not. */
  readonly hasFeed: boolean;
  /** macOS: whether the build is signed with an Apple Developer ID. */
  readonly isSigned: boolean;
  /** The file or folder that an update replaces; null for a kind of copy that cannot be replaced. */
  readonly replaced: { readonly path: string; readonly isWritable: boolean } | null;
}

/**
 * Whether this copy can replace itself. Decided before anything is downloaded: Squirrel.Mac refuses a build without a Developer ID, and a
 * read-only place, only after the download (electron-builder#6396, #7054, #6418).
 */
export function updateWay({ platform, hasFeed, isSigned, replaced }: UpdateFacts): UpdateWay {
  if (!hasFeed) return { kind: 'none', reason: 'This copy was built from source; update it the same way.' };
  const byUser = (reason: string): UpdateWay => ({ kind: 'page', reason });
  if (platform === 'darwin' && !isSigned)
    return byUser('Install it yourself: macOS lets only signed apps update themselves.');
  if (replaced === null) return byUser(handInstalled[platform] ?? handInstalled.linux!);
  if (!replaced.isWritable)
    return byUser(`Install it yourself: ${replaced.path} cannot be replaced from here.`);
  return { kind: 'self' };
}

const handInstalled: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Install it yourself, or move Lambdascope into the Applications folder first.',
  win32: 'Install it yourself: this copy was not set up by the installer.',
  linux: 'Install it the way you installed this one: only an AppImage updates itself.',
};
