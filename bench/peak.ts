import asc from 'assemblyscript/asc';

// Ten independent sums, enough to keep both floating-point units of a CPU busy, and nothing but registers: the factor is an
// argument, because V8 makes a constant anew at every use.
const sums = Array.from({ length: 10 }, (_, index) => `s${index}`);
const source = `
export function peak(rounds: i32, growth: f64): f64 {
  const factor = f64x2.splat(growth);
  ${sums.map((sum, index) => `let ${sum} = f64x2.splat(${index});`).join(' ')}
  for (let round = 0; round < rounds; round++) {
    ${sums.map((sum) => `${sum} = f64x2.add(${sum}, f64x2.mul(${sum}, factor));`).join('\n')}
  }
  return ${sums.map((sum) => `f64x2.extract_lane(${sum}, 0)`).join(' + ')};
}`;
const growth = 1e-9;
const flopsPerRound = sums.length * 4;

/** Measures the most GFLOP/s that float64 vectors of WebAssembly reach with separate multiplications and additions. */
export async function createPeakMeter(secondsOf: (work: () => void) => number): Promise<() => number> {
  let bytes: Uint8Array<ArrayBuffer> | undefined;
  const { error } = await asc.main(
    ['peak.ts', '--outFile', 'peak.wasm', '-O3', '--runtime', 'stub', '--enable', 'simd'],
    {
      readFile: (name) => (name === 'peak.ts' ? source : null),
      writeFile: (_name, contents) => void (bytes = new Uint8Array(contents as Uint8Array<ArrayBuffer>)),
      listFiles: () => [],
    },
  );
  if (error || !bytes) throw new Error(`the peak kernel does not compile: ${error?.message}`);
  const { instance } = await WebAssembly.instantiate(bytes);
  const peak = instance.exports.peak as (rounds: number, growth: number) => number;
  for (let warmup = 0; warmup < 50; warmup++) peak(10_000, growth);
  const rounds = 1_000_000;
  return () => (rounds * flopsPerRound) / secondsOf(() => peak(rounds, growth)) / 1e9;
}
