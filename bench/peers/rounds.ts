import { type Contender, isOurs, type Speed } from './contenders.ts';
import type { Opened } from './peer.ts';
import type { Peak, PeakMeters } from './peaks.ts';
import type { NamedWork } from './works.ts';

/** One contender on one work, round by round. */
export interface Result {
  readonly contender: Contender;
  readonly opened: Opened;
  readonly speeds: readonly Speed[];
}

/** A work as done by all contenders, and the CPU's peak meanwhile, round by round. */
export interface Measured {
  readonly named: NamedWork;
  readonly results: readonly Result[];
  readonly peaks: readonly Peak[];
}

/** Minimum seconds for one measurement. */
const sliceSeconds = 0.1;
/** Seconds of training before the first measurement: until code is optimized, caches are warm and threads have settled. */
const warmupSeconds = 0.5;
/** Only float64 is a fair judge of a whole lap; in float32, results drift apart over time. */
const tolerance = { float64: 1e-9, float32: 1e-3 };

/**
 * All contenders on one work, in turns, with the direction reversed each round, so that other activity on the machine affects all of them.
 * One that fails is reported and left out. Throws if two find different losses.
 */
export async function measureWork(
  named: NamedWork,
  contenders: readonly Contender[],
  meters: PeakMeters,
  rounds: number,
): Promise<Measured> {
  const { work } = named;
  const entrants = await openAll(named, contenders);
  const laps: number[] = [];
  for (const { contender } of entrants) laps.push(await warmUp(contender, named));
  const peaks: Peak[] = [];
  for (let round = 0; round < rounds; round++) {
    peaks.push(await meters(work.precision));
    const turns = [...entrants.entries()];
    if (round % 2 === 1) turns.reverse();
    for (const [index, { contender, speeds }] of turns) {
      speeds.push(await contender.train(work, laps[index]!));
    }
  }
  return { named, results: entrants, peaks };
}

type Entrant = Result & { readonly speeds: Speed[] };

async function openAll(named: NamedWork, contenders: readonly Contender[]): Promise<Entrant[]> {
  const { name, work } = named;
  const taking = contenders.filter((each) => each.takes(work));
  const peers = await Promise.all(taking.filter((each) => !isOurs(each)).map((each) => open(named, each)));
  // One after the other with nothing running beside them: they measure how many threads pay off.
  const own: Entrant[][] = [];
  for (const each of taking.filter(isOurs)) own.push(await open(named, each));
  const entrants = [...own, ...peers].flat();
  for (const { contender, opened } of entrants.slice(1)) {
    const apart = distance(entrants[0]!.opened.losses, opened.losses);
    if (apart <= tolerance[work.precision]) continue;
    throw new Error(`${name}: losses of ${contender.name} are up to ${apart} from ours: not the same work`);
  }
  return entrants;
}

async function open({ name, work }: NamedWork, contender: Contender): Promise<Entrant[]> {
  try {
    return [{ contender, opened: await contender.open(work), speeds: [] }];
  } catch (error) {
    console.log(`${name}: ${contender.name} on ${contender.cores} is left out: ${String(error)}`);
    return [];
  }
}

/** The largest relative difference. */
function distance(ours: readonly number[], theirs: readonly number[]): number {
  return Math.max(...ours.map((loss, step) => Math.abs(loss - (theirs[step] ?? NaN)) / Math.abs(loss)));
}

/** Resolves to the number of laps per measurement. */
async function warmUp(contender: Contender, { work }: NamedWork): Promise<number> {
  let laps = 1;
  let spent = 0;
  for (;;) {
    const { wall } = await contender.train(work, laps);
    spent += wall;
    if (spent >= warmupSeconds) return Math.max(1, Math.round((laps * sliceSeconds) / wall));
    laps = Math.max(1, Math.round((laps * sliceSeconds) / wall));
  }
}
