// Compiles src/engine/kernels/assembly to WebAssembly and keeps it as src/engine/kernels/wasm-bytes.ts, so that the engine
// needs no file at run time and every bundler can carry it. `--check` only says whether that file is up to date.
import './check-node.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { project } from './paths.mjs';
import { registerBlocks } from './register-blocks.mjs';
import { shallowProducts } from './shallow-products.mjs';

const asc = await import('assemblyscript/asc');
const target = project('src/engine/kernels/wasm-bytes.ts');

/** What stands in for assembly/real.ts. */
const variants = {
  float64: { real: 'f64', relaxed: false },
  float32: { real: 'f32', relaxed: false },
  relaxedFloat32: { real: 'f32', relaxed: true },
};

async function compile({ real, relaxed }) {
  const made = {
    'real.ts': `export type Real = ${real};\nexport const relaxed: bool = ${relaxed};\n`,
    'register-blocks.ts': registerBlocks(),
    'shallow-products.ts': shallowProducts(),
  };
  const features = relaxed ? ['--enable', 'relaxed-simd'] : [];
  let bytes;
  const { error, stderr } = await asc.main(
    // -O3 would fold branches that are specialized by constants together again.
    [
      'index.ts',
      '--outFile',
      'out.wasm',
      '-O1',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      // Its memory need not be: see wasm.ts.
      '--sharedMemory',
      '--maximumMemory',
      '65536',
      '--enable',
      'threads',
      '--enable',
      'simd',
      ...features,
    ],
    {
      readFile: (name) => made[name] ?? read(project(`src/engine/kernels/assembly/${name}`)),
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

let text = `// Made by build/kernels.mjs from assembly/. Do not edit.
/** The kernels' WebAssembly, base64. */
export const wasmBytes = {
`;
for (const [name, variant] of Object.entries(variants)) {
  const base64 = Buffer.from(await compile(variant)).toString('base64');
  text += `  ${name}:\n    '${base64}',\n`;
}
text += '};\n';

if (!process.argv.includes('--check')) writeFileSync(target, text);
else if (read(target) !== text) {
  process.stderr.write(
    'src/engine/kernels/wasm-bytes.ts is not what assembly/ compiles to: npm run kernels\n',
  );
  process.exitCode = 1;
}
