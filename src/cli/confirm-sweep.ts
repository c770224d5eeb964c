import {
  minConfirmationSeeds,
  maxConfirmationSeeds,
  type ConfirmationWish,
  parseAssignment,
  ConfigPathError,
  gridPointName,
} from '#experiments';
import type { Place, SweepDetail } from '#api';
import type { Lambdascope } from '#app';
import { confirmationAsJson, confirmationAsText } from './confirmation-report.ts';
import { type ExitCode, exitCode, UsageError } from './exit.ts';
import { followConfirmation } from './follow-sweep.ts';
import { toJson } from './json.ts';
import { openOutput } from './output.ts';
import { readSeeds } from './read-grid.ts';
import { send } from './send.ts';
import { codeOfRuns, sayUnfinished } from './sweep-end.ts';
import { say } from './say.ts';

export interface ConfirmOptions {
  /** A sweep by id, prefix of an id, or name. */
  readonly confirm: string;
  readonly seeds?: string;
  readonly choose?: readonly string[];
  readonly again?: true;
  readonly json?: true;
  readonly place?: Place | undefined;
}

/** Confirms a sweep's choice and prints the result; an unfinished confirmation is resumed. Throws UsageError, AppError. */
export async function confirmSweep(app: Lambdascope, options: ConfirmOptions): Promise<ExitCode> {
  const id = await app.resolveSweepId(options.confirm);
  const wish = {
    ...(options.seeds === undefined ? {} : readFreshSeeds(options.seeds)),
    ...(options.choose === undefined
      ? {}
      : { cell: readCell(await app.handlers.getSweep({ id }), options.choose) }),
  };
  const sweep = await send(app, 'confirmSweep', {
    id,
    ...wish,
    again: options.again === true,
    place: options.place,
  });
  const { confirmation, interrupted } = await followConfirmation(app, sweep);
  const { base } = sweep.definition;
  const text = options.json
    ? `${toJson({ confirmation: confirmationAsJson(confirmation, base) })}\n`
    : confirmationAsText(confirmation, base);
  await openOutput().write(text);
  sayUnfinished(confirmation, `sweep --confirm ${id}`);
  const earlier = sweep.confirmations.length - 1;
  if (earlier > 0) {
    say(
      `this is confirmation ${earlier + 1} of the sweep: among many, some find a difference by chance alone`,
    );
  }
  return interrupted ? exitCode.interrupted : codeOfRuns(confirmation);
}

/** A single integer is the number of fresh seeds; `20-29` or `20,23` are the seeds themselves. */
function readFreshSeeds(text: string): Pick<ConfirmationWish, 'count' | 'seeds'> {
  const isCount = /^\d+$/.test(text);
  const given = isCount ? Number(text) : readSeeds(text).length;
  if (given < minConfirmationSeeds || given > maxConfirmationSeeds) {
    throw new UsageError(
      `--seeds: got ${given} ${given === 1 ? 'seed' : 'seeds'}; allowed with --confirm: ${minConfirmationSeeds} to ${maxConfirmationSeeds}, ` +
        'as a number of fresh seeds or as 20-29 or 20,23,27 (one pair has no interval)',
    );
  }
  return isCount ? { count: given } : { seeds: readSeeds(text) };
}

/** The only cell that has these values. */
function readCell({ grid, paths }: SweepDetail, choose: readonly string[]): number {
  const wanted = choose.map((text) => {
    try {
      return parseAssignment(text);
    } catch (thrown) {
      throw thrown instanceof ConfigPathError ? new UsageError(`--choose: ${thrown.message}`) : thrown;
    }
  });
  const unknown = wanted.find(({ path }) => !paths.includes(path));
  if (unknown) {
    throw new UsageError(`--choose: got ${unknown.path}; allowed: the sweep's paths ${paths.join(', ')}`);
  }
  const found = grid.flatMap((cell, index) =>
    wanted.every(({ path, value }) => cell.grid[path] === value) ? [index] : [],
  );
  if (found.length === 1) return found[0]!;
  const some = (found.length === 0 ? grid.map((_, index) => index) : found).slice(0, 10);
  throw new UsageError(
    `--choose: ${choose.join(' ')} matches ${found.length} settings of the sweep; allowed: one of ` +
      some.map((index) => gridPointName(grid[index]!.grid)).join('; '),
  );
}
