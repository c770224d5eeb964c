import { createCodec } from '#api';

/** The codec of HTTP bodies and WebSocket messages, on Node. */
export const wire = createCodec(
  {
    encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    // A copy: Buffer shares its pool, at offsets that a Float64Array may not start at.
    decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  },
  false,
);
