import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { allowWideVectors } from '../src/workers/wide-vectors.ts';
import { engineAgainst } from './against.ts';
import { compare } from './compare.ts';
import { desktop } from './desktop.ts';
import { engine } from './engine.ts';
import { explore } from './explore.ts';
import { history } from './history.ts';
import { ingest } from './ingest.ts';
import { loop } from './loop.ts';
import { pool } from './pool.ts';
import { presets } from './presets.ts';
import { queue } from './queue/index.ts';
import { leaks } from './queue/leaks.ts';
import { scaling } from './queue-scaling/index.ts';
import { start } from './start.ts';
import { tiny } from './tiny.ts';
import { watch } from './watch.ts';

const { positionals: asked, values } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    cli: { type: 'string', multiple: true },
    python: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
    big: { type: 'boolean', default: false },
    folder: { type: 'string' },
    minutes: { type: 'string' },
  },
});
const { against, cli: otherBuilds = [], python, quick, only, write, big, folder, minutes } = values;

const benches: Readonly<Record<string, () => Promise<void>>> = {
  engine: () => (against === undefined ? engine({ python, quick, only, write }) : engineAgainst(against)),
  pool,
  ingest,
  history: () => history({ big, folder, python }),
  start: () => start(otherBuilds),
  desktop,
  compare: () => compare(otherBuilds),
  explore: () => explore(otherBuilds),
  watch: () => watch({ minutes: minutes === undefined ? undefined : Number(minutes) }),
  presets,
  queue,
  leaks,
  scaling,
  loop: () => loop(otherBuilds),
  tiny: () => tiny(otherBuilds),
};

allowWideVectors(); // as in a trainer

/** Options that only some benches have, each requested individually. */
const optionsOf: Readonly<Record<string, readonly string[]>> = {
  engine: ['against', 'python', 'quick', 'only', 'write'],
  history: ['big', 'folder', 'python'],
  watch: ['minutes'],
};
const given = Object.entries({ against, python, quick, only, write, big, folder, minutes }).filter(
  ([, value]) => Boolean(value),
);
const [alone = ''] = asked.length === 1 ? asked : [];
for (const [name] of given) {
  if (optionsOf[alone]?.includes(name)) continue;
  const owners = Object.keys(optionsOf).filter((bench) => optionsOf[bench]!.includes(name));
  console.error(
    `--${name}: got ${asked.join(', ') || 'all benches'}; allowed: ${owners.map((bench) => `'${bench}'`).join(' or ')} alone`,
  );
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
  if (asked.length === 0 || asked.includes(name)) await bench().catch(explain);
}

/** A wrong option is explained in one line; anything else is a defect of the bench. */
function explain(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exit(2);
}
