import { z } from 'zod';
import { generationSchema } from './names.ts';
import { parseBy, parseJson } from './wire-error.ts';

const wishSchema = z.strictObject({
  generation: generationSchema,
  /** `withdraw`: the run no longer belongs to anybody, so nothing more is sent about it. */
  wish: z.enum(['pause', 'continue', 'stop', 'withdraw']),
});

/** A host's request about a run, in the hash of its wishes. A worker of an older generation must withdraw. */
export type Wish = z.output<typeof wishSchema>;

export const encodeWish = (wish: Wish): string => JSON.stringify(wish);

/** Throws WireError. */
export function decodeWish(text: string): Wish {
  const what = 'a wish';
  return parseBy(what, wishSchema, parseJson(what, text, 1000));
}

/** A request to a worker: to exit after its current runs, or at once, returning its runs. */
export const workerWishSchema = z.enum(['drain', 'remove']);
export type WorkerWish = z.output<typeof workerWishSchema>;
