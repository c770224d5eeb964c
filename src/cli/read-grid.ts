import { GridError, parseGridValues, parseSeeds, type SweepAxis } from '#experiments';
import { UsageError } from './exit.ts';

/** Parses `PATH=V1,V2,...` into an axis; `PATH+PATH=...` moves several paths together. Throws UsageError. */
export function readAxis(text: string): SweepAxis {
  const equals = text.indexOf('=');
  const paths = text.slice(0, Math.max(0, equals)).split('+');
  if (equals < 1 || paths.includes('')) {
    throw new UsageError(
      `--grid: got ${JSON.stringify(text)}; allowed: PATH=V1,V2,..., as layers.0.weightRegularizerL2=0,1e-4,1e-3`,
    );
  }
  const values = asUsage('--grid', () => parseGridValues(text.slice(equals + 1)));
  return { points: values.map((value) => Object.fromEntries(paths.map((path) => [path, value]))) };
}

/** Parses `0-4` or `0,3,7` into seeds. Throws UsageError. */
export function readSeeds(text: string): number[] {
  return asUsage('--seeds', () => parseSeeds(text));
}

function asUsage<Result>(option: string, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    throw thrown instanceof GridError ? new UsageError(`${option}: ${thrown.message}`) : thrown;
  }
}
