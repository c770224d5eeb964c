/** Why no newer version is available, in one sentence: what happened, and what to do about it. */
export function describeUpdateFailure(thrown: unknown): string {
  const { code, statusCode, message } = failureOf(thrown);
  const sentence = sentences[code] ?? (statusCode === 404 ? nothingThere : undefined);
  if (sentence !== undefined) return sentence;
  if (statusCode !== undefined) return `The release server answered with ${statusCode}; try again later.`;
  if (networkCode.test(code))
    return `There is no connection to the release server (${code}); try again later.`;
  return `The update failed (${message}); try again later, or get the new version from the release page.`;
}

const nothingThere = 'No released version for this system was found.';
const unreadable =
  'The release server’s description of the newest version cannot be read; get that version from the release page.';
const noFile = 'The newest version has no file for this system; see the release page.';
const diskFull = 'The disk is full; free some space, then try again.';

/** Keyed by electron-updater's and Node's error codes. */
const sentences: Readonly<Record<string, string>> = {
  ERR_UPDATER_CHANNEL_FILE_NOT_FOUND: nothingThere,
  ERR_UPDATER_LATEST_VERSION_NOT_FOUND: nothingThere,
  ERR_UPDATER_NO_PUBLISHED_VERSIONS: nothingThere,
  ERR_XML_MISSED_ELEMENT: nothingThere, // a feed without an entry
  ERR_UPDATER_INVALID_UPDATE_INFO: unreadable,
  ERR_UPDATER_INVALID_VERSION: unreadable,
  ERR_UPDATER_INVALID_RELEASE_FEED: unreadable,
  ERR_UPDATER_NO_CHECKSUM: unreadable,
  ERR_UPDATER_NO_FILES_PROVIDED: noFile,
  ERR_UPDATER_ZIP_FILE_NOT_FOUND: noFile,
  ERR_CHECKSUM_MISMATCH:
    'The downloaded file is not the one that was released: its SHA-512 differs. It was deleted; try again.',
  ERR_UPDATER_INVALID_SIGNATURE:
    'The downloaded installer is not signed by the publisher of this app. It was deleted.',
  ENOSPC: diskFull,
  EDQUOT: diskFull,
};

const networkCode =
  /^(net::ERR_\w+|ECONN\w+|ENOTFOUND|EAI_\w+|ETIMEDOUT|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EPIPE)$/;

interface Failure {
  readonly code: string;
  /** The HTTP status, if the server answered. */
  readonly statusCode: number | undefined;
  /** First line of the error message. */
  readonly message: string;
}

function failureOf(thrown: unknown): Failure {
  const { code, statusCode, message } = (
    typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) }
  ) as { code?: unknown; statusCode?: unknown; message?: unknown };
  const line = String(message ?? thrown).split('\n')[0]!;
  return {
    // Chromium's errors appear only in the message.
    code: /net::ERR_\w+/.exec(line)?.[0] ?? (typeof code === 'string' ? code : ''),
    statusCode:
      typeof statusCode === 'number' ? statusCode : numberOrUndefined(/, status (\d{3})/.exec(line)?.[1]),
    message: line.slice(0, 200),
  };
}

function numberOrUndefined(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
