import { RandomStream } from './random-stream.ts';

/**
 * A separate stream for one purpose of a run ('shuffle', 'dropout', ...), so that turning the purpose on changes no other random numbers.
 * The stream is that of `numpy.random.seed([seed, ...purpose's UTF-16 codes])`. Throws RangeError if `seed` is not an integer from 0 to
 * 2^32 - 1 or `purpose` is empty.
 */
export function purposeStream(seed: number, purpose: string): RandomStream {
  if (purpose === '') throw new RangeError('a purpose needs a name');
  return new RandomStream([seed, ...Array.from(purpose, (_, index) => purpose.charCodeAt(index))]);
}
