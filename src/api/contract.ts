import type { z } from 'zod';

/** A command: the schema of its input, and the type of its answer. */
export interface Command<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  /** Type only; never present at run time. */
  readonly output?: Output;
}

/** Commands by name. */
export type Contract = Readonly<Record<string, Command>>;

export function command<Output>() {
  return <Input extends z.ZodType>(input: Input): Command<Input, Output> => ({ input });
}

/** What a caller passes: fields with defaults may be absent. */
export type InputOf<Of extends Command> = z.input<Of['input']>;
/** What a handler receives: validated, with every default filled in. */
export type ArgumentsOf<Of extends Command> = z.output<Of['input']>;
export type OutputOf<Of extends Command> =
  | NonNullable<Of['output']>
  | (null extends Of['output'] ? null : never);

/** A host's implementation of each command. Input is already validated. */
export type HandlersOf<Of extends Contract> = {
  readonly [Name in keyof Of]: (
    input: ArgumentsOf<Of[Name]>,
  ) => OutputOf<Of[Name]> | Promise<OutputOf<Of[Name]>>;
};

type Optional<Input> = Record<never, never> extends Input ? [input?: Input] : [input: Input];

/** One method per command. Each rejects with an AppError. */
export type ClientOf<Of extends Contract> = {
  readonly [Name in keyof Of]: (...input: Optional<InputOf<Of[Name]>>) => Promise<OutputOf<Of[Name]>>;
};
