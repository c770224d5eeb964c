import { createCodec } from '#api';

/** The codec for HTTP bodies and WebSocket messages, on Node. */
export const wire = createCodec(
  {
    encode: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    // A copy: Buffer shares its pool, at offsets at which a Float64Array may not be able to start.
    decode: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  },
  false,
);
