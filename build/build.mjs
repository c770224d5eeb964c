import './check-node.mjs';

const { ensureBuilt } = await import('./ensure-built.mjs');
await ensureBuilt({ force: true });
