import type { AppErrorData } from '#api';
import { limitsOf } from './json-body.ts';

/** What is wrong with a request before any command sees it. */
export interface RequestRefusal {
  readonly status: number;
  readonly error: AppErrorData;
}

const reasons: Partial<Record<string, (url: string) => string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (url) => {
    const allowed = limitsOf(url.slice('/api/'.length)).bytes.toLocaleString('en');
    return `the body is too large; allowed: at most ${allowed} bytes`;
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    'the body is of another type; allowed: content-type: application/json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => 'the body is not as long as its Content-Length says',
  FST_ERR_MAX_PARAM_LENGTH: () => 'the path is too long',
  FST_ERR_BAD_URL: () => 'the path is not valid; a literal % is written as %25',
};

/** The refusal made by fastify or its static files, in our words; null for any other error. */
export function requestRefusal(thrown: unknown, url: string): RequestRefusal | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return null;
  const { statusCode: status, message } = thrown;
  if (typeof status !== 'number' || status >= 500) return null;
  if (!('code' in thrown))
    return { status, error: { code: 'invalidInput', message: 'no file can have this path' } };
  return { status, error: { code: 'invalidInput', message: reasons[String(thrown.code)]?.(url) ?? message } };
}

const unreadable: Partial<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'the headers are too large; other programs on this machine may have left many cookies for it: clear the cookies of this address',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time; send it again'],
};

/** The same for what Node's HTTP parser could not read. */
export function unreadableRequest(thrown: Error): RequestRefusal {
  const code = 'code' in thrown ? String(thrown.code) : '';
  const [status, message] = unreadable[code] ?? [400, 'this is not an HTTP request that can be read'];
  return { status, error: { code: 'invalidInput', message } };
}
