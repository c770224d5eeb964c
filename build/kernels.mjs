// Compiles src/engine/kernels/assembly to WebAssembly and keeps it as src/engine/kernels/wasm-bytes.ts, so that the engine
// needs no file at run time and every bundler can carry it. `--check` only says whether that file is up to date.
import './check-node.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { project } from './paths.mjs';

const asc = await import('assemblyscript/asc');
const target = project('src/engine/kernels/wasm-bytes.ts');

async function compile() {
  let bytes;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile',
      'out.wasm',
      '-O1',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      '--enable',
      'simd',
    ],
    {
      readFile: (name) => read(project(`src/engine/kernels/assembly/${name}`)),
      writeFile: (_name, contents) => void (bytes = contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return bytes;
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // asc tries several names for an import
  }
}

const base64 = Buffer.from(await compile()).toString('base64');
const text = `// Made by build/kernels.mjs from assembly/. Do not edit.
/** The kernels' WebAssembly, base64. */
export const wasmBytes =
  '${base64}';
`;

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (read(target) !== text) {
  process.stderr.write(
    'src/engine/kernels/wasm-bytes.ts is not what assembly/ compiles to: npm run kernels\n',
  );
  process.exitCode = 1;
}
