import { contentSecurityPolicy } from '#api';

/**
 * Headers of every answer. API answers are never cached; static files override Cache-Control. `host` is the Host header, already found to
 * be one of ours: in Safari 'self' does not include ws:.
 */
export function responseHeaders(host: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy([`ws://${host}`]),
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}
