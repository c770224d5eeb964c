import type { Precision } from '../training/training-config.ts';
import { decodeBase64 } from './base64.ts';
import type { Kernels } from './kernel-exports.ts';
import { wasmBytes } from './wasm-bytes.ts';

/** The part of WebAssembly that is used here. It is not part of any ECMAScript library, yet all our hosts have it. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
  readonly Memory: new (descriptor: { initial: number; maximum: number; shared: boolean }) => KernelMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

interface KernelMemory {
  readonly buffer: ArrayBufferLike;
}

/** Kernels with their memory, of which each thread creates its own instance. */
export interface KernelModule {
  readonly module: object;
  readonly memory: KernelMemory;
}

const pageBytes = 65_536;
/** Addresses have 32 bits. */
const maxBytes = 0x1_0000_0000;

type Variant = keyof typeof wasmBytes;
const compiled = new Map<string, object>();

/** The name of the module's only import, followed by its kind: a memory. */
const memoryImport = [...'memory'].map((letter) => letter.charCodeAt(0)).concat(2);

/**
 * The kernels' module. It is compiled for a memory shared between threads, which other hosts cannot create. One flag after the import says
 * so: 3 is a shared memory with a maximum, 1 an unshared one. Atomic instructions work in both.
 */
function bytesOf(variant: Variant, isShared: boolean): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(wasmBytes[variant]);
  const name = bytes.findIndex((_, at) => memoryImport.every((byte, index) => bytes[at + index] === byte));
  bytes[name + memoryImport.length] = isShared ? 3 : 1;
  return bytes;
}

function webAssembly(): WebAssemblyApi {
  return (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly;
}

/**
 * The kernels of this host for a precision. float64 is the same everywhere; float32 rounds a multiply-add once where relaxed vector
 * instructions do (`relaxedFloat32`), and then has different bits than where they do not: WebAssembly leaves that to the CPU, and with two
 * roundings the plain kernels (`float32`) are used.
 */
export function kernelVariant(precision: Precision): Variant {
  if (precision === 'float64') return 'float64';
  return (roundsOnce ??= relaxedRoundsOnce()) ? 'relaxedFloat32' : 'float32';
}

let roundsOnce: boolean | undefined;

function relaxedRoundsOnce(): boolean {
  if (!webAssembly().validate(bytesOf('relaxedFloat32', false))) return false;
  const { kernels, memory } = instantiateKernels('relaxedFloat32', pageBytes);
  const numbers = new Float32Array(memory.buffer, 0, 12);
  // (1 + 2^-12)^2 - (1 + 2^-11) is 2^-24, which is lost if the product is rounded separately.
  numbers.fill(1 + 1 / 4096, 0, 8).fill(-1 - 1 / 2048, 8);
  kernels.multiplyAddAt(0);
  return numbers[0] !== 0;
}

/**
 * Kernels with a memory of their own of at least `bytes` zeros, which never grows. Throws RangeError if there is not enough memory.
 *
 * @param isShared whether other threads may use it too
 */
export function instantiateKernels(
  variant: Variant,
  bytes: number,
  isShared = false,
): KernelModule & { readonly kernels: Kernels } {
  if (bytes > maxBytes) throw new RangeError(`got ${bytes} bytes of numbers; allowed: ${maxBytes}`);
  const { Module, Memory } = webAssembly();
  const key = `${variant} ${isShared}`;
  const module = compiled.get(key) ?? new Module(bytesOf(variant, isShared));
  compiled.set(key, module);
  const pages = Math.ceil(bytes / pageBytes);
  const memory = new Memory({ initial: pages, maximum: pages, shared: isShared });
  return { module, memory, kernels: instanceOf({ module, memory }) };
}

/** Another instance over the same memory. */
export function instanceOf({ module, memory }: KernelModule): Kernels {
  const { Instance } = webAssembly();
  return new Instance(module, { env: { memory } }).exports as Kernels;
}
