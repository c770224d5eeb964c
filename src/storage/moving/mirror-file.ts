import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';

/** Bytes per step: a few milliseconds of disk time. */
const stepBytes = 4 * 1024 * 1024;

/**
 * Makes `target` equal to the first `bytes` of the open file `source`, and yields the number of bytes done. Blocks that are already equal
 * are kept, so an interrupted copy continues. Everything is on disk when this returns.
 */
export function* mirrorFile(source: number, target: string, bytes: number): Generator<number, void> {
  const output = openSync(target, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const there = fstatSync(output).size;
    const [wanted, found] = [Buffer.alloc(stepBytes), Buffer.alloc(stepBytes)];
    for (let at = 0; at < bytes;) {
      const block = readFully(source, wanted, at, bytes);
      if (at + block.length > there || !block.equals(readFully(output, found, at, at + block.length)))
        writeFully(output, block, at);
      at += block.length;
      yield at;
    }
    ftruncateSync(output, bytes);
    fsyncSync(output);
  } finally {
    closeSync(output);
  }
}

/** Compares both, and yields how many bytes were found equal. Throws Error at the first difference, with its position. */
export function* compareFiles(source: number, target: string, bytes: number): Generator<number, void> {
  const copy = openSync(target, 'r');
  try {
    const { size } = fstatSync(copy);
    if (size !== bytes) throw new Error(`${target} has ${size} bytes and should have ${bytes}`);
    const [wanted, found] = [Buffer.alloc(stepBytes), Buffer.alloc(stepBytes)];
    for (let at = 0; at < bytes;) {
      const block = readFully(source, wanted, at, bytes);
      if (!block.equals(readFully(copy, found, at, at + block.length)))
        throw new Error(
          `${target} differs from the original within the ${block.length} bytes from byte ${at}`,
        );
      at += block.length;
      yield at;
    }
  } finally {
    closeSync(copy);
  }
}

/** The bytes from `at` to `end`, up to the size of `buffer`. */
function readFully(file: number, buffer: Buffer, at: number, end: number): Buffer {
  const wanted = Math.min(buffer.length, end - at);
  let done = 0;
  while (done < wanted) {
    const got = readSync(file, buffer, done, wanted - done, at + done);
    if (got === 0) throw new Error(`a file became shorter while it was read: it ended at byte ${at + done}`);
    done += got;
  }
  return buffer.subarray(0, wanted);
}

function writeFully(file: number, block: Buffer, at: number): void {
  for (let done = 0; done < block.length;)
    done += writeSync(file, block, done, block.length - done, at + done);
}
