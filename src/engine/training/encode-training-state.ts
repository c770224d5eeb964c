import { allocate, type Numbers } from '../numerics/precision.ts';
import type { Precision } from './training-config.ts';
import type { TrainingState } from './training.ts';

/** 'LSTS' as little-endian bytes. */
const magic = 0x5354534c;
const version = 2;
/** From before there was anything to restore or to average. */
const firstVersion = 1;
const precisions: readonly Precision[] = ['float64', 'float32'];
const flags = { best: 1, shuffle: 2, cachedNormal: 4, kept: 8, average: 16 };
/** uint32: magic, version, precision, flags, parameter arrays, moment arrays, position of the shuffle. */
const wholeNumbers = 7;
/**
 * float64: epoch, updates, momentsSince, learning rate, best epoch, best value, the shuffle's cached normal; and since version 2 the epoch
 * and value of the kept parameters, and the first epoch of the average.
 */
const realNumbers = { [firstVersion]: 7, [version]: 10 } as const;
/** Words of MT19937, see RandomState. */
const shuffleWords = 624;

/**
 * A training state as bytes, the same on every machine: little-endian, a header of 108 bytes, the words of the shuffle if there is one, the
 * length of every array as uint32, and the numbers of parameters and moments in the run's precision; then, if present, the kept parameters
 * in that precision and the sums of the average in float64, both shaped like the parameters.
 */
export function encodeTrainingState(state: TrainingState): Uint8Array {
  const { best, kept, average, shuffle, parameters, moments } = state;
  const arrays = [...parameters, ...moments];
  const precision = parameters[0] instanceof Float32Array ? 'float32' : 'float64';
  const normal = shuffle?.cachedNormal ?? null;
  const present =
    (best ? flags.best : 0) |
    (shuffle ? flags.shuffle : 0) |
    (normal === null ? 0 : flags.cachedNormal) |
    (kept ? flags.kept : 0) |
    (average ? flags.average : 0);

  const lengths = arrays.map(({ length }) => length);
  const ofParameters = lengths.slice(0, parameters.length);
  const bytes = new Uint8Array(
    bodyStart(version, arrays.length, shuffle !== null) +
      numberBytes(lengths, precision) +
      (kept ? numberBytes(ofParameters, precision) : 0) +
      (average ? numberBytes(ofParameters, 'float64') : 0),
  );
  const view = new DataView(bytes.buffer);
  let offset = 0;
  const writeWords = (words: ArrayLike<number>): void => {
    for (let index = 0; index < words.length; index++, offset += 4) {
      view.setUint32(offset, words[index]!, true);
    }
  };
  const writeNumbers = (numbers: Numbers): void => {
    if (numbers instanceof Float64Array) {
      for (let index = 0; index < numbers.length; index++, offset += 8) {
        view.setFloat64(offset, numbers[index]!, true);
      }
    } else {
      for (let index = 0; index < numbers.length; index++, offset += 4) {
        view.setFloat32(offset, numbers[index]!, true);
      }
    }
  };
  writeWords([
    magic,
    version,
    precisions.indexOf(precision),
    present,
    parameters.length,
    moments.length,
    shuffle?.position ?? 0,
  ]);
  writeNumbers(
    Float64Array.of(
      state.epoch,
      state.updates,
      state.momentsSince,
      state.learningRate,
      best?.epoch ?? 0,
      best?.value ?? 0,
      normal ?? 0,
      kept?.epoch ?? 0,
      kept?.value ?? 0,
      average?.from ?? 0,
    ),
  );
  if (shuffle) writeWords(shuffle.words);
  writeWords(lengths);
  arrays.forEach(writeNumbers);
  kept?.parameters.forEach(writeNumbers);
  average?.sums.forEach(writeNumbers);
  return bytes;
}

/** Decodes a training state. Throws RangeError, saying what is wrong, unless the bytes are a complete state of a known version. */
export function decodeTrainingState(bytes: Uint8Array): TrainingState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  requireBytes(bytes, headerBytes(firstVersion));
  let offset = 0;
  const readWords = (length: number): number[] =>
    Array.from({ length }, () => view.getUint32((offset += 4) - 4, true));
  const readNumbers = (length: number, precision: Precision): Numbers => {
    const numbers = allocate(precision, length);
    if (precision === 'float64') {
      for (let index = 0; index < length; index++, offset += 8)
        numbers[index] = view.getFloat64(offset, true);
    } else {
      for (let index = 0; index < length; index++, offset += 4)
        numbers[index] = view.getFloat32(offset, true);
    }
    return numbers;
  };

  const [mark, itsVersion, precisionIndex, present, parameterCount, momentCount, position] = readWords(
    wholeNumbers,
  ) as [number, number, number, number, number, number, number];
  if (mark !== magic) throw new RangeError('these bytes are not a training state');
  if (itsVersion !== version && itsVersion !== firstVersion) {
    throw new RangeError(
      `got a training state of version ${itsVersion}; allowed: ${firstVersion}, ${version}`,
    );
  }
  requireBytes(bytes, headerBytes(itsVersion));
  const precision = precisions[precisionIndex];
  if (!precision) throw new RangeError(`got precision ${precisionIndex}; allowed: 0 (float64), 1 (float32)`);
  const [
    epoch,
    updates,
    momentsSince,
    learningRate,
    bestEpoch,
    bestValue,
    normal,
    keptEpoch,
    keptValue,
    from,
  ] = [...readNumbers(realNumbers[itsVersion], 'float64'), 0, 0, 0] as Ten;

  const has = (flag: number): boolean => (present & flag) !== 0;
  const start = bodyStart(itsVersion, parameterCount + momentCount, has(flags.shuffle));
  requireBytes(bytes, start);
  const words = Uint32Array.from(readWords(has(flags.shuffle) ? shuffleWords : 0));
  const lengths = readWords(parameterCount + momentCount);
  const ofParameters = lengths.slice(0, parameterCount);
  const end =
    start +
    numberBytes(lengths, precision) +
    (has(flags.kept) ? numberBytes(ofParameters, precision) : 0) +
    (has(flags.average) ? numberBytes(ofParameters, 'float64') : 0);
  requireBytes(bytes, end);
  if (bytes.length > end) throw new RangeError(`got ${bytes.length - end} bytes after a training state`);

  const arrays = lengths.map((length) => readNumbers(length, precision));
  const kept = has(flags.kept) ? ofParameters.map((length) => readNumbers(length, precision)) : null;
  const sums = has(flags.average)
    ? ofParameters.map((length) => readNumbers(length, 'float64') as Float64Array)
    : null;
  return {
    epoch,
    updates,
    momentsSince,
    learningRate,
    best: has(flags.best) ? { epoch: bestEpoch, value: bestValue } : null,
    kept: kept && { epoch: keptEpoch, value: keptValue, parameters: kept },
    average: sums && { from, sums },
    shuffle: has(flags.shuffle)
      ? { words, position, cachedNormal: has(flags.cachedNormal) ? normal : null }
      : null,
    parameters: arrays.slice(0, parameterCount),
    moments: arrays.slice(parameterCount),
  };
}

type Version = keyof typeof realNumbers;
type Ten = [number, number, number, number, number, number, number, number, number, number];

function headerBytes(ofVersion: Version): number {
  return 4 * wholeNumbers + 8 * realNumbers[ofVersion];
}

/** Where the numbers of the arrays start. */
function bodyStart(ofVersion: Version, arrays: number, hasShuffle: boolean): number {
  return headerBytes(ofVersion) + (hasShuffle ? 4 * shuffleWords : 0) + 4 * arrays;
}

function numberBytes(lengths: readonly number[], precision: Precision): number {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return total * (precision === 'float64' ? 8 : 4);
}

function requireBytes(bytes: Uint8Array, needed: number): void {
  if (bytes.length >= needed) return;
  throw new RangeError(`a training state is truncated: got ${bytes.length} bytes; it has ${needed} or more`);
}
