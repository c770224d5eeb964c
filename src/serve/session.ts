import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

// The link works only once, so the cookie outlives the browser session: it ends with the server at the latest.
const cookieMaxAgeSeconds = 7 * 24 * 3600;

/** The secrets of one server start, each of 32 random bytes. None is ever logged or stored. */
export interface Session {
  /** In the printed link; worthless after its first use. */
  readonly linkToken: string;
  /** For programs, as `Authorization: Bearer`, as long as the server runs. */
  readonly bearerToken: string;
  /** For the page that the link signed in: only its origin can read it, and sends it with each command. */
  readonly pageKey: string;
  /** The Set-Cookie header that lets a browser load the page. Servers on other ports of this machine see that cookie, too. */
  readonly setCookie: string;
  /** True for the link token's first use, and never again. */
  redeem(token: string): boolean;
  hasBearer(authorization: string | undefined): boolean;
  isPageKey(given: string): boolean;
  hasCookie(cookieHeader: string | undefined): boolean;
}

/** Creates new secrets for the server on `port`. */
export function createSession(port: number): Session {
  const [linkToken, bearerToken, pageKey, cookie] = [secret(), secret(), secret(), secret()];
  const cookieName = `ls_${port}`;
  const isLinkToken = matcher(linkToken);
  const isBearerToken = matcher(bearerToken);
  const isCookie = matcher(cookie);
  let redeemed = false;
  return {
    linkToken,
    bearerToken,
    pageKey,
    setCookie: `${cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${cookieMaxAgeSeconds}`,
    redeem(given) {
      if (redeemed || !isLinkToken(given)) return false;
      redeemed = true;
      return true;
    },
    hasBearer: (authorization) => isBearerToken(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? ''),
    isPageKey: matcher(pageKey),
    hasCookie: (header) => cookieValues(header, cookieName).some(isCookie),
  };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares digests, so that the time taken reveals neither the length nor a common prefix. */
function matcher(expected: string): (given: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expectedDigest = digest(expected);
  return (given) => timingSafeEqual(digest(given), expectedDigest);
}

function cookieValues(header: string | undefined, name: string): string[] {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(`${name}=`)).map((pair) => pair.slice(name.length + 1));
}
