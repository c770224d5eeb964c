import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kernelVariant } from './wasm.ts';

const script = `import(${JSON.stringify(join(import.meta.dirname, 'wasm.ts'))})
  .then(({ kernelVariant }) => process.stdout.write(['float32', 'float64'].map(kernelVariant).join()))`;
const variantsUnder = (...flags: string[]): string =>
  execFileSync(process.execPath, [...flags, '--eval', script], { encoding: 'utf8' });

it('is the same in every process of a machine', () => {
  expect(variantsUnder()).toBe(`${kernelVariant('float32')},float64`);
});

// Without FMA3, V8 multiplies and adds with two roundings, so relaxed kernels give the same bits as plain ones.
it.skipIf(process.arch !== 'x64')('is that of plain kernels where nothing is fused', () => {
  expect(variantsUnder('--no-enable-fma3')).toBe('float32,float64');
});
