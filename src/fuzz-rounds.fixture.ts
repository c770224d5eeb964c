import { test } from 'vitest';
import { RandomStream } from '#engine';

/** Chances of one round: the same seed makes the same input. */
export interface Dice {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number;
  chance(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** Keeps what this round tries, for the report of its failure, and returns it. */
  trying<Input>(input: Input): Input;
}

const maxReported = 4000;

/**
 * A fuzz target: a test of `count` rounds, each with dice of its own, from seed 1 on. `npm run fuzz` runs the same rounds longer, from
 * a seed of its own: by LAMBDASCOPE_FUZZ_MS and LAMBDASCOPE_FUZZ_SEED. A failure names the seed of its round and what that tried.
 */
export function fuzz(name: string, count: number, round: (dice: Dice) => unknown): void {
  const forMs = Number(process.env.LAMBDASCOPE_FUZZ_MS ?? 0);
  const firstSeed = Number(process.env.LAMBDASCOPE_FUZZ_SEED ?? 1);
  test(name, { timeout: forMs + 120_000 }, async () => {
    const started = performance.now();
    const isOver = (done: number): boolean =>
      forMs > 0 ? performance.now() - started >= forMs : done >= count;
    let done = 0;
    for (; !isOver(done); done++) await playRound(name, (firstSeed + done) % 2 ** 32, round);
    if (forMs > 0)
      process.stderr.write(`${done.toLocaleString('en')} rounds from seed ${firstSeed}: ${name}\n`);
  });
}

async function playRound(name: string, seed: number, round: (dice: Dice) => unknown): Promise<void> {
  const { dice, tried } = createDice(seed);
  try {
    await round(dice);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const again = `LAMBDASCOPE_FUZZ_SEED=${seed} npx vitest run -t ${JSON.stringify(name)}`;
    throw new Error(`seed ${seed} (${again}) tried ${describe(tried())}: ${message}`, { cause: thrown });
  }
}

function createDice(seed: number): { dice: Dice; tried: () => unknown } {
  const random = new RandomStream(seed);
  const below = (limit: number): number => Math.floor(random.randomSample() * limit);
  let last: unknown = 'nothing yet';
  const dice: Dice = {
    below,
    chance: (share) => random.randomSample() < share,
    pick: (values) => values[below(values.length)]!,
    trying: (input) => {
      last = input;
      return input;
    },
  };
  return { dice, tried: () => last };
}

function describe(input: unknown): string {
  const text = typeof input === 'string' ? JSON.stringify(input) : (JSON.stringify(input) ?? String(input));
  return text.length > maxReported ? `${text.slice(0, maxReported)}... (${text.length} characters)` : text;
}
