import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

// The link works once, so the cookie outlives the browser's own session: it ends with the server at the latest.
const cookieMaxAgeSeconds = 7 * 24 * 3600;

/** The secrets of one start of the server. */
export interface Session {
  /** For the printed link and for `Authorization: Bearer`. */
  readonly token: string;
  /** True for the token's first use in a link, and never again. */
  redeem(token: string): boolean;
  hasBearer(authorization: string | undefined): boolean;
  hasCookie(cookieHeader: string | undefined): boolean;
  /** The Set-Cookie header that lets a browser in. */
  readonly setCookie: string;
}

/** Makes a fresh token and cookie. Neither is ever logged or stored. */
export function createSession(port: number): Session {
  const token = secret();
  const cookie = secret();
  const cookieName = `ls_${port}`;
  const isToken = matcher(token);
  const isCookie = matcher(cookie);
  let redeemed = false;
  return {
    token,
    redeem(given) {
      if (redeemed || !isToken(given)) return false;
      redeemed = true;
      return true;
    },
    hasBearer: (authorization) => isToken(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''),
    hasCookie: (header) => cookieValues(header, cookieName).some(isCookie),
    setCookie: `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${cookieMaxAgeSeconds}`,
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares digests, so that neither the length nor a common prefix shows in the time taken. */
function matcher(expected: string): (given: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expectedDigest = digest(expected);
  return (given) => timingSafeEqual(digest(given), expectedDigest);
}

function cookieValues(header: string | undefined, name: string): string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
