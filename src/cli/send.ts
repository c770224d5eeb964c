import { AppError, type CommandName, type CommandOutput } from '#api';
import type { Lambdascope } from '#app';

/** Runs a command whose input was typed by the user and must be validated. Throws AppError. */
export async function send<Name extends CommandName>(
  app: Lambdascope,
  name: Name,
  input: unknown,
): Promise<CommandOutput<Name>> {
  const answer = await app.dispatch(name, input);
  if (!answer.ok) throw AppError.fromData(answer.error);
  return answer.value as CommandOutput<Name>;
}
