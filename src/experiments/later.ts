import type { z } from 'zod';

/**
 * A schema that is made when it is first used. All of the contract's together take longer to make than most else of a start, in each
 * process and thread, which then uses few of them.
 */
/* @__NO_SIDE_EFFECTS__ */
export function later<Schema extends z.ZodType>(make: () => Schema): Schema {
  let made: Schema | undefined;
  const schema = (): Schema => (made ??= make());
  return new Proxy({} as Schema, {
    get: (_, name) => Reflect.get(schema(), name),
    has: (_, name) => Reflect.has(schema(), name),
    getPrototypeOf: () => Reflect.getPrototypeOf(schema()),
  });
}
