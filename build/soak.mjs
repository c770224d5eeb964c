import './check-node.mjs';

const { ensureBuilt } = await import('./ensure-built.mjs');
await ensureBuilt();
await import('../soak/run.ts');
