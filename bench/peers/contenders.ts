import { spawnSync } from 'node:child_process';
import type { Work } from './works.ts';
import { type Opened, type Peer, startPeer } from './peer.ts';

/** A contender that trains the works: on a number of cores, in one process or in several that know nothing of each other. */
export interface Contender {
  readonly name: string;
  readonly cores: number;
  takes(work: Work): boolean;
  open(work: Work): Promise<Opened>;
  /** Trains this many laps, and resolves to the speed. */
  train(work: Work, laps: number): Promise<Speed>;
  end(): void;
}

export interface Speed {
  /** Updates per second: of CPU time on one core, where other load does not count, otherwise of wall-clock time. */
  readonly rate: number;
  /** Wall-clock seconds. */
  readonly wall: number;
  /** CPU seconds per wall-clock second. */
  readonly busy: number;
  /** How many threads trained. */
  readonly threads: number;
}

export const ours = 'Lambdascope';
export const processes = 'Lambdascope, separate processes';
export const isOurs = ({ name }: Contender): boolean => name === ours || name === processes;

/** A table shows the faster of its two forms. */
export const jax = 'JAX scan';
export const jaxForms = [jax, 'JAX scan, samples fastest'] as const;

/** Reports what `python` lacks. With null, only our own engine takes part. */
export function startContenders(python: string | null, cores: number): Contender[] {
  const engine = (count: number): Peer => startPeer(process.execPath, 'engine-peer.ts', count);
  const counts = cores > 1 ? [1, cores] : [1];
  const found = python === null ? [] : counts.flatMap((count) => peersOf(python, count));
  const own = counts.map((count) => contender(ours, count, [engine(count)]));
  if (cores > 1) {
    const alone = Array.from({ length: cores }, () => engine(1));
    own.push(contender(processes, cores, alone));
  }
  return [...own, ...found];
}

function peersOf(python: string, cores: number): Contender[] {
  const start = (script: string, ...rest: string[]): Peer[] => [startPeer(python, script, cores, ...rest)];
  const isNarrow = ({ widths }: Work): boolean => widths[0] === 2;
  const isChapter = ({ data, precision }: Work): boolean => data === 'spiral' && precision === 'float64';
  const list: Contender[] = [];
  if (has(python, 'numpy') && cores === 1) {
    list.push(contender('NumPy', cores, start('numpy_chapter.py'), isChapter));
  }
  if (has(python, 'torch')) {
    const isFaint = ({ data }: Work): boolean => data === 'faint';
    const flushed = 'torch.compile, denormals flushed';
    list.push(
      contender('PyTorch', cores, start('torch_peer.py', 'eager')),
      contender('torch.compile', cores, start('torch_peer.py', 'compiled')),
      contender(flushed, cores, start('torch_peer.py', 'compiled', 'flush'), isFaint),
    );
  }
  if (has(python, 'jax')) {
    const [rows, columns] = jaxForms;
    list.push(
      contender(rows, cores, start('jax_peer.py')),
      contender(columns, cores, start('jax_peer.py', 'samples-fastest'), isNarrow),
    );
  }
  return list;
}

function contender(
  name: string,
  cores: number,
  peers: readonly Peer[],
  takes: (work: Work) => boolean = () => true,
): Contender {
  return {
    name,
    cores,
    takes,
    async open(work) {
      const [first] = await Promise.all(peers.map((peer) => peer.open(work)));
      return first!;
    },
    async train({ steps }, laps) {
      const spent = await Promise.all(peers.map((peer) => peer.train(laps)));
      const rates = spent.map(({ wall, cpu }) => (laps * steps) / (cores === 1 ? cpu : wall));
      const wall = Math.max(...spent.map((own) => own.wall));
      const busy = spent.reduce((sum, { cpu }) => sum + cpu, 0) / wall;
      const threads = spent.reduce((sum, own) => sum + (own.threads ?? cores / peers.length), 0);
      return { rate: rates.reduce((sum, rate) => sum + rate, 0), wall, busy, threads };
    },
    end: () => peers.forEach((peer) => peer.end()),
  };
}

const modules: Record<string, boolean> = {};

function has(python: string, module: string): boolean {
  const find = `import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is None)`;
  const known = modules[module];
  if (known !== undefined) return known;
  const { status } = spawnSync(python, ['-c', find, module], { stdio: 'ignore' });
  if (status !== 0) console.log(`${python} has no ${module}: skipping the comparison with it`);
  return (modules[module] = status === 0);
}
