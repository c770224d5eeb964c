// Compiles src/engine/kernels/assembly to WebAssembly and stores it as src/engine/kernels/wasm-bytes.ts, with its types in
// kernel-exports.ts, so that the engine needs no file at run time and works with every bundler. `--check` only reports whether these files
// are up to date; compiling takes ten seconds, so what was found to be is not compiled again.
import './check-node.mjs';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { kernelExports } from './kernel-exports.mjs';
import { project } from './paths.mjs';
import { registerBlocks } from './register-blocks.mjs';
import { shallowProducts } from './shallow-products.mjs';

const assembly = (name) => project(`src/engine/kernels/assembly/${name}`);
const isCheck = process.argv.includes('--check');
const foundFile = project('node_modules/.lambdascope-kernels');

/** A hash of the files made, and of all that decides about them. */
function fingerprint() {
  const made = ['wasm-bytes.ts', 'kernel-exports.ts'].map((name) => `src/engine/kernels/${name}`);
  const makers = ['kernels', 'kernel-exports', 'register-blocks', 'shallow-products'];
  const files = [...made, ...makers.map((name) => `build/${name}.mjs`), 'package-lock.json'].map(project);
  const hash = createHash('sha256');
  for (const file of [...files, ...readdirSync(assembly('')).map(assembly)])
    hash.update(`${file}\0${read(file)}\0`);
  return hash.digest('hex');
}

if (isCheck && read(foundFile) === fingerprint()) process.exit(0);
const asc = await import('assemblyscript/asc');

/** What replaces assembly/real.ts. */
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
  const written = {};
  const { error, stderr } = await asc.main(
    // -O3 would merge branches again that are specialized by constants.
    [
      'index.ts',
      '--outFile',
      'out.wasm',
      '--bindings',
      'raw',
      '-O1',
      '--noAssert',
      '--runtime',
      'stub',
      '--importMemory',
      // The memory itself need not be shared: see wasm.ts.
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
      readFile: (name) => made[name] ?? read(assembly(name)),
      writeFile: (name, contents) => void (written[name] = contents),
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  return { bytes: written['out.wasm'], declarations: written['out.d.ts'] };
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // asc tries several names for an import
  }
}

let bytesText = `// Made by build/kernels.mjs from assembly/. Do not edit.
/** The kernels' WebAssembly, base64. */
export const wasmBytes = {
`;
let exportsText = '';
for (const [name, variant] of Object.entries(variants)) {
  const { bytes, declarations } = await compile(variant);
  bytesText += `  ${name}:\n    '${Buffer.from(bytes).toString('base64')}',\n`;
  exportsText = kernelExports(declarations, ['optimizers.ts', 'activations.ts'].map(assembly).map(read));
}
bytesText += '};\n';

for (const [name, text] of Object.entries({ 'wasm-bytes.ts': bytesText, 'kernel-exports.ts': exportsText })) {
  const target = project(`src/engine/kernels/${name}`);
  if (!isCheck) writeFileSync(target, text);
  else if (read(target) !== text) {
    process.stderr.write(`src/engine/kernels/${name} is not what assembly/ compiles to: npm run kernels\n`);
    process.exitCode = 1;
  }
}
if (isCheck && process.exitCode === undefined) writeFileSync(foundFile, fingerprint());
