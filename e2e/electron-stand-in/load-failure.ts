/** From Chromium's net/base/net_error_list.h, those that can happen here. */
const netErrors: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_UNEXPECTED: -9,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_NAME_NOT_RESOLVED: -105,
};

/** What Chromium's message for a failed load means, and the error with which loadURL then rejects. */
export function loadFailure(message: string, url: string) {
  const name = /net::(ERR_\w+)/.exec(message)?.[1] ?? 'ERR_FAILED';
  const code = netErrors[name] ?? -2;
  const details = { errno: code, code: name, url };
  const error = Object.assign(new Error(`${name} (${code}) loading '${url}'`, { cause: message }), details);
  return { name, code, error };
}
