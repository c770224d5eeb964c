import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { createCodec } from '#api';
import type { RunOutcome } from '#workers';
import { limits } from './limits.ts';
import { generationSchema, placeNameSchema, runIdSchema, wireVersion, workerIdSchema } from './names.ts';
import { parseBy, WireError } from './wire-error.ts';

/** A number that JSON may not be able to represent. */
const real = z.custom<number>((value) => typeof value === 'number', 'a number');
const epoch = z.int().min(0);
const text = (max: number) => z.string().max(max);
const finalMetrics = z.strictObject({
  dataLoss: real,
  accuracy: real,
  validationLoss: real,
  validationAccuracy: real,
});
const setMetrics = z.strictObject({ dataLoss: real, accuracy: real });

const outcomeSchema = z.strictObject({
  status: z.enum(['completed', 'stopped', 'diverged', 'failed', 'interrupted']),
  final: finalMetrics.exactOptional(),
  restoredEpoch: epoch.exactOptional(),
  averaged: finalMetrics.exactOptional(),
  averagedTest: setMetrics.exactOptional(),
  test: setMetrics.exactOptional(),
  divergedAt: epoch.exactOptional(),
  stoppedEarly: z.boolean().exactOptional(),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a SHA-256')
    .exactOptional(),
  error: text(4000).exactOptional(),
}) satisfies z.ZodType<RunOutcome>;

/** What happened to a run, corresponding to the calls of PoolListener. */
const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('started'),
    kernelVariant: text(64),
    v8Version: text(64),
    /** Where it trains, for display. */
    name: placeNameSchema,
    machine: placeNameSchema,
    platform: text(64),
  }),
  z.strictObject({ kind: z.literal('threads'), threads: z.int().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('replaying'), epoch }),
  z.strictObject({ kind: z.literal('epochs'), rowCount: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('snapshot'), epoch }),
  /** The bytes are in the hash of the run's checkpoint, until a newer one replaces them. */
  z.strictObject({ kind: z.literal('checkpoint'), epoch }),
  z.strictObject({ kind: z.literal('paused') }),
  z.strictObject({ kind: z.literal('continued') }),
  /** The last event of an attempt whose worker is leaving: another one continues. */
  z.strictObject({ kind: z.literal('handedBack') }),
  z.strictObject({ kind: z.literal('ended'), outcome: outcomeSchema }),
]);

export type ResultEvent = z.output<typeof eventSchema>;

const envelopeSchema = z.strictObject({
  v: z.literal(wireVersion),
  run: runIdSchema,
  generation: generationSchema,
  /**
   * How often a worker has started this generation, from 1. Together with the generation, it decides who may still report about the run.
   */
  attempt: z.int().min(1),
  worker: workerIdSchema,
  /** Counts the entries of an attempt, from 0. */
  seq: z.int().min(0),
  /** For the numbers after the header. */
  bytes: z.int().min(0).max(limits.bodyBytes),
  crc: z.int().min(0).max(0xffff_ffff),
  event: eventSchema,
});

/** The sender of an entry, and the entry's position. */
export type Sender = Pick<
  z.output<typeof envelopeSchema>,
  'run' | 'generation' | 'attempt' | 'worker' | 'seq'
>;

/** An entry of the stream of results: fields `h` and `b`. */
export interface EncodedResult {
  readonly h: Buffer;
  readonly b: Buffer;
}

export interface Result {
  readonly sender: Sender;
  readonly event: ResultEvent;
  /** For `epochs`, rows in the layout of epoch-row.ts; otherwise empty. */
  readonly rows: Float64Array;
  /** For `snapshot`, parameters as in the protocol; otherwise empty. */
  readonly parameters: Float32Array;
}

// Ranges are refused, because a few bytes of one can demand any amount of memory.
const codec = createCodec(
  {
    encode: (bytes) => Buffer.from(bytes).toString('base64'),
    decode: (encoded) => Buffer.from(encoded, 'base64'),
  },
  false,
);

/** @param numbers rows or parameters, little-endian on every machine that this runs on */
export function encodeResult(
  sender: Sender,
  event: ResultEvent,
  numbers: Float64Array | Float32Array = new Float64Array(),
): EncodedResult {
  const b = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const { run, generation, attempt, worker, seq } = sender;
  const envelope = {
    ...{ v: wireVersion, run, generation, attempt, worker, seq },
    ...{ bytes: b.length, crc: crc32(b), event },
  };
  return { h: Buffer.from(codec.encode(envelope)), b };
}

/** Throws WireError if the entry is truncated, modified, or of another version. */
export function decodeResult(h: Uint8Array | undefined, b: Uint8Array | undefined): Result {
  if (!h || !b) throw new WireError('an entry of the results lacks a field; expected: h and b');
  const { bytes, crc, event, run, generation, attempt, worker, seq } = parseHeader(h);
  if (bytes !== b.length) throw new WireError(`a result has ${b.length} bytes of ${bytes}: it was truncated`);
  if (crc !== crc32(b)) throw new WireError('a result is damaged: its checksum does not match');
  const expected = event.kind === 'epochs' ? 8 * event.rowCount : event.kind === 'snapshot' ? 4 : 0;
  const fits = expected === 0 ? bytes === 0 : bytes > 0 && bytes % expected === 0;
  if (!fits) throw new WireError(`a result of kind ${event.kind} has ${bytes} bytes of numbers`);
  // Copies, because numbers must be aligned to their size.
  const numbers = Uint8Array.from(b).buffer;
  const none = new ArrayBuffer(0);
  return {
    sender: { run, generation, attempt, worker, seq },
    event,
    rows: new Float64Array(event.kind === 'epochs' ? numbers : none),
    parameters: new Float32Array(event.kind === 'snapshot' ? numbers : none),
  };
}

function parseHeader(h: Uint8Array): z.output<typeof envelopeSchema> {
  const what = 'the header of a result';
  if (h.length > limits.headerBytes) {
    throw new WireError(`${what} has ${h.length} bytes; allowed: ${limits.headerBytes}`);
  }
  let value: unknown;
  try {
    value = codec.decode(Buffer.from(h).toString());
  } catch {
    throw new WireError(`${what} is not valid JSON`);
  }
  return parseBy(what, envelopeSchema, value);
}
