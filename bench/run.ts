import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { allowWideVectors } from '../src/workers/wide-vectors.ts';
import { engineAgainst } from './against.ts';
import { compare } from './compare.ts';
import { desktop } from './desktop.ts';
import { engine } from './engine.ts';
import { ingest } from './ingest.ts';
import { loop } from './loop.ts';
import { pool } from './pool.ts';
import { presets } from './presets.ts';
import { start } from './start.ts';
import { tiny } from './tiny.ts';

const { positionals: asked, values } = parseArgs({
  allowPositionals: true,
  options: { against: { type: 'string' }, cli: { type: 'string', multiple: true } },
});
const { against, cli: otherBuilds = [] } = values;

const benches: Readonly<Record<string, () => Promise<void>>> = {
  engine: against === undefined ? engine : () => engineAgainst(against),
  pool,
  ingest,
  start,
  desktop,
  compare,
  presets,
  loop: () => loop(otherBuilds),
  tiny: () => tiny(otherBuilds),
};

allowWideVectors(); // as in a trainer

if (against !== undefined && asked.join() !== 'engine') {
  console.error(`--against COMMIT goes with the bench 'engine' alone; got ${asked.join(', ') || 'all'}`);
  process.exit(2);
}
const unknown = asked.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`unknown bench: ${unknown.join(', ')}; allowed: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}

console.log(
  `${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, Node ${process.versions.node}`,
);
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) await bench();
}
