import { randomBytes } from 'node:crypto';

/** Crockford's base32 in lower case: no i, l, o or u, so that an id can be read aloud. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random id of 10 characters, 50 bits. */
export function randomId(): string {
  return Array.from(randomBytes(10), (byte) => alphabet[byte % 32]).join('');
}
