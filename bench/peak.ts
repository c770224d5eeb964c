import asc from 'assemblyscript/asc';
import { kernelVariant } from '#engine';
import { cpuSecondsOf } from './rates.ts';

/**
 * How the kernels of a variant add products: `lanes` numbers per vector, in one instruction or two. With two, a sum waits only for the
 * addition, as in the kernels: what is multiplied is loaded.
 */
const variants = {
  float64: { vector: 'f64x2', number: 'f64', lanes: 2, add: 'f64x2.add(SUM, f64x2.mul(LOADED, factor))' },
  float32: { vector: 'f32x4', number: 'f32', lanes: 4, add: 'f32x4.add(SUM, f32x4.mul(LOADED, factor))' },
  relaxedFloat32: {
    vector: 'f32x4',
    number: 'f32',
    lanes: 4,
    add: 'f32x4.relaxed_madd(factor, factor, SUM)',
  },
} as const;

/** Enough independent sums to keep both floating-point units of a CPU busy, using nothing but registers. */
const sumsAtOnce = 10;
const rounds = 1_000_000;

/** GFLOP/s with sums in vectors of 128 bits, and in pairs of them, which are faster if V8 combines those. */
export type PeakMeter = () => { readonly narrow: number; readonly wide: number };

/** Measures the maximum GFLOP/s of this host's WebAssembly vectors in a precision, each time it is called. */
export async function createPeakMeter(precision: 'float64' | 'float32'): Promise<PeakMeter> {
  const narrow = await createMeter(precision, sumsAtOnce);
  const wide = await createMeter(precision, 2 * sumsAtOnce);
  return () => ({ narrow: narrow(), wide: wide() });
}

async function createMeter(precision: 'float64' | 'float32', count: number): Promise<() => number> {
  const { vector, number, lanes, add } = variants[kernelVariant(precision)];
  const sums = Array.from({ length: count }, (_, index) => `s${index}`);
  const placeOf = (index: number): [string, number] => [`results + ${32 * (index >> 1)}`, 16 * (index % 2)];
  const loaded = (index: number): string => `v128.load(${placeOf(index).join(', ')})`;
  // `growth` is an argument because V8 rebuilds a constant at every use; the sums are stored in the form V8 requires for pairs.
  const source = `
const results = memory.data(${16 * count}, 16);
export function peak(rounds: i32, growth: ${number}): void {
  const factor = ${vector}.splat(growth);
  ${sums.map((sum) => `let ${sum} = ${vector}.splat(1);`).join(' ')}
  for (let round = 0; round < rounds; round++) {
    ${sums.map((sum, index) => `${sum} = ${add.replace('SUM', sum).replace('LOADED', loaded(index))};`).join('\n')}
  }
  ${sums
    .map((sum, index) => {
      const [address, offset] = placeOf(index);
      return `v128.store(${address}, ${sum}, ${offset});`;
    })
    .join('\n')}
}`;
  const { instance } = await WebAssembly.instantiate(await compile(source));
  const peak = instance.exports.peak as (rounds: number, growth: number) => void;
  for (let warmup = 0; warmup < 50; warmup++) peak(10_000, 1e-9);
  const flops = rounds * sums.length * lanes * 2;
  return () => flops / cpuSecondsOf(() => peak(rounds, 1e-9)) / 1e9;
}

async function compile(source: string): Promise<Uint8Array<ArrayBuffer>> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const features = ['--enable', 'simd', '--enable', 'relaxed-simd'];
  const { error } = await asc.main(
    ['peak.ts', '--outFile', 'peak.wasm', '-O3', '--runtime', 'stub', ...features],
    {
      readFile: (name) => (name === 'peak.ts' ? source : null),
      writeFile: (_name, contents) => void (bytes = new Uint8Array(contents as Uint8Array<ArrayBuffer>)),
      listFiles: () => [],
    },
  );
  if (error || !bytes) throw new Error(`the peak kernel does not compile: ${error?.message}`);
  return bytes;
}
