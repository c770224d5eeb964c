import { crc32 } from 'node:zlib';
import { decodeTrainingState, encodeTrainingState, type TrainingState } from '#engine';
import type { DigestState } from './metric-digest.ts';

const magic = 'LSCP';
const formatVersion = 1;
/** Magic, version, and the CRC-32 of everything after it. */
const headerBytes = magic.length + 1 + 4;
const chainBytes = 32;

/** Everything that a run needs to resume. */
export interface Checkpoint {
  /** The engine that trained it: a different one would continue with different bits. */
  readonly engineVersion: string;
  /** Null if the run has no digest: float32, or previously continued by a different engine. */
  readonly digest: DigestState | null;
  readonly state: TrainingState;
}

/**
 * A checkpoint as bytes: `LSCP`, version 1, CRC-32 (little-endian) of the rest; length and UTF-8 of the engine's version; 1 followed by the
 * digest's chain, count and float64 of its pending numbers, or 0; the state as the engine encodes it.
 */
export function encodeCheckpoint({ engineVersion, digest, state }: Checkpoint): Uint8Array {
  const version = Buffer.from(engineVersion);
  const parts: Uint8Array[] = [Buffer.alloc(headerBytes), Buffer.of(version.length), version];
  if (digest === null) {
    parts.push(Buffer.of(0));
  } else {
    const count = Buffer.alloc(4);
    count.writeUInt32LE(digest.pending.length);
    const { buffer, byteOffset, byteLength } = digest.pending;
    parts.push(Buffer.of(1), digest.chain, count, new Uint8Array(buffer, byteOffset, byteLength));
  }
  parts.push(encodeTrainingState(state));
  const bytes = Buffer.concat(parts);
  bytes.write(magic, 'latin1');
  bytes[magic.length] = formatVersion;
  bytes.writeUInt32LE(crc32(bytes.subarray(headerBytes)), magic.length + 1);
  return bytes;
}

/** Throws Error, saying what is wrong, if the bytes are damaged or in another format. */
export function decodeCheckpoint(encoded: Uint8Array): Checkpoint {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength);
  if (bytes.length < headerBytes || bytes.toString('latin1', 0, magic.length) !== magic) {
    throw new Error('these bytes are not a checkpoint');
  }
  const version = bytes[magic.length];
  if (version !== formatVersion) {
    throw new Error(`got a checkpoint of format ${version}; this version reads format ${formatVersion}`);
  }
  if (crc32(bytes.subarray(headerBytes)) !== bytes.readUInt32LE(magic.length + 1)) {
    throw new Error('the checkpoint is damaged: its checksum does not match');
  }
  let at = headerBytes;
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  const engineVersion = take(take(1)[0]!).toString();
  const digest =
    take(1)[0] === 0 ? null : { chain: Uint8Array.from(take(chainBytes)), pending: takePending() };
  return { engineVersion, digest, state: decodeTrainingState(bytes.subarray(at)) };

  function takePending(): Float64Array {
    const length = take(4).readUInt32LE();
    // A copy, because float64 must be aligned to 8 bytes.
    return new Float64Array(Uint8Array.from(take(8 * length)).buffer);
  }
}
