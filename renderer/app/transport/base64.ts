import type { Base64 } from '#api';

// Newer browsers have it built in, many times faster; TypeScript's DOM types do not include it yet.
interface NativeBase64 {
  readonly fromBase64?: (text: string) => Uint8Array;
}
const native = Uint8Array as unknown as NativeBase64;

const chunkLength = 0x8000; // arguments per call

/** Base64 using only what every browser has. */
export const portableBase64: Base64 = {
  encode(bytes) {
    let binary = '';
    for (let start = 0; start < bytes.length; start += chunkLength) {
      binary += String.fromCharCode(...bytes.subarray(start, start + chunkLength));
    }
    return btoa(binary);
  },
  decode: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)),
};

/** Base64 in the page. Arrays are decoded far more often than encoded. */
export const base64: Base64 = {
  encode: portableBase64.encode,
  decode: (text) => native.fromBase64?.(text) ?? portableBase64.decode(text),
};
