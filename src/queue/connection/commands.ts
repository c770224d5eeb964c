import type { Redis } from 'ioredis';
import type { scripts } from '../wire/index.ts';

type Script = keyof typeof scripts;
type Argument = string | number | Buffer;
type Answer = Buffer | number | null | Answer[];

/** Calls a script of wire/scripts.ts. Texts in its answer are Buffers. */
export function callScript(
  redis: Redis,
  script: Script,
  keys: readonly string[],
  args: readonly Argument[],
): Promise<Answer> {
  const call = (redis as unknown as Record<string, (...all: Argument[]) => Promise<Answer>>)[
    `${script}Buffer`
  ]!;
  return call.call(redis, ...keys, ...args);
}
