/** Entry of the command line. It checks Node's version before loading anything, because an older one crashes in native code. */
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const required = packageJson.engines.node.replace('>=', '');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const [requiredMajor = 0, requiredMinor = 0] = required.split('.').map(Number);

if (major < requiredMajor || (major === requiredMajor && minor < requiredMinor)) {
  process.stderr.write(`Lambdascope needs Node ${required} or later; this is ${process.versions.node}\n`);
  process.exitCode = 1;
} else {
  // Losing the terminal or reader is no reason to exit: whoever writes notices it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const { keepCompiledCode } = await import('./compile-cache.ts');
  keepCompiledCode();
  const { main } = await import('./main.ts');
  const here = import.meta.dirname;
  // The build puts the entries side by side in out/main; in the sources each is in its own module.
  const built = import.meta.filename.endsWith('.js');
  process.exitCode = await main(process.argv.slice(2), {
    appVersion: packageJson.version,
    requiredNode: required,
    projectDir: join(here, '../..'),
    trainerEntry: join(here, built ? 'trainer.js' : '../workers/trainer.ts'),
    storageEntry: join(here, built ? 'storage.js' : '../storage/storage-worker.ts'),
    rendererDir: join(here, built ? '../renderer' : '../../out/renderer'),
  });
}
