import '../check-node.mjs';
import { spawnSync } from 'node:child_process';
import { project } from '../paths.mjs';

// `npm run guide`: trains what docs/guide.md describes, and writes its pictures and numbers to docs/guide.
const { ensureBuilt } = await import('../ensure-built.mjs');
await ensureBuilt();
const bin = project('node_modules/@playwright/test/cli.js');
const { status } = spawnSync(process.execPath, [bin, 'test', '--config', project('e2e/guide')], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
