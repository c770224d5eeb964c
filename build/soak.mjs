import './check-node.mjs';

const { ensureBuilt } = await import('./ensure-built.mjs');
await ensureBuilt();
await import(process.argv[2] === 'queue' ? '../soak/queue/run.ts' : '../soak/run.ts');
