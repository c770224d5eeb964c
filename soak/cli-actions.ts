import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { drawConfig, drawFile } from './configs.ts';
import type { Acting } from './host-actions.ts';
import type { ToldRun } from './ledger.ts';
import { startCli, type Subject } from './processes.ts';

interface ActingOnFolder extends Acting {
  readonly dataDir: string;
  /** Where files that the command line reads and writes are. */
  readonly filesDir: string;
  /** Registers a process so that it can be disturbed. */
  began(subject: Subject): void;
}

/** Resolves when the process has ended, to whether it did what it was asked to. */
type Action = (acting: ActingOnFolder) => Promise<boolean>;

/** What a script does with the command line next to a host. */
export const cliActions: Readonly<Record<string, Action>> = {
  async run(acting) {
    const { ledger, newName, chance, filesDir, dataDir } = acting;
    const known = ledger.expect(newName());
    const file = join(filesDir, `${known.name}.json`);
    writeFileSync(file, JSON.stringify(drawConfig(chance, known.name)));
    return follow(acting, ['run', '--config', file, '--json', '--data-dir', dataDir], (line) => {
      if ('epoch' in line) known.epochs = Math.max(known.epochs, Number(line.epoch) + 1);
      else if ('run' in line) ledger.learn(line.run as ToldRun);
    });
  },
  async resume(acting) {
    const { ledger, chance, dataDir } = acting;
    const unfinished = ledger.present().filter(({ isCompleted, isTrashed }) => !isCompleted && !isTrashed);
    if (unfinished.length === 0) return true;
    const known = chance.one(unfinished);
    return follow(acting, ['resume', known.id, '--json', '--data-dir', dataDir], (line) => {
      if ('epoch' in line) known.epochs = Math.max(known.epochs, Number(line.epoch) + 1);
      else if ('run' in line) ledger.learn(line.run as ToldRun);
    });
  },
  async sweep(acting) {
    const { newName, chance, filesDir, dataDir } = acting;
    const name = newName();
    const file = join(filesDir, `${name}.json`);
    writeFileSync(file, JSON.stringify(drawConfig(chance, name)));
    const grid = ['--grid', 'layers.0.weightRegularizerL2=0,1e-3', '--seeds', '0-1', '--concurrency', '2'];
    return follow(acting, [
      'sweep',
      '--config',
      file,
      '--name',
      name,
      ...grid,
      '--json',
      '--data-dir',
      dataDir,
    ]);
  },
  async list(acting) {
    const { ledger, journal, dataDir } = acting;
    const expected = ledger.present().filter(({ isTrashed }) => isTrashed === false);
    let listed: ReadonlySet<string | null> = new Set();
    const isDone = await follow(acting, ['list', '--json', '--data-dir', dataDir], (runs) => {
      listed = new Set((runs as unknown as ToldRun[]).map(({ id }) => id));
    });
    if (!isDone) return false;
    // What was deleted or trashed meanwhile is not missed.
    const missing = expected.filter((run) => run.isTrashed === false && !listed.has(run.id));
    for (const { name } of missing) journal.fault(`${name} is missing in a list`);
    return true;
  },
  async exportRuns(acting) {
    const { filesDir, dataDir } = acting;
    return follow(acting, ['export', 'runs', '--out', join(filesDir, 'runs.csv'), '--data-dir', dataDir]);
  },
  async exportEpochs(acting) {
    const { ledger, chance, filesDir, dataDir, journal } = acting;
    const runs = ledger.present().filter(({ epochs, isTrashed }) => epochs > 0 && isTrashed === false);
    if (runs.length === 0) return true;
    const run = chance.one(runs);
    const [out, atLeast] = [join(filesDir, 'epochs.csv'), run.epochs];
    const isDone = await follow(acting, [
      'export',
      'epochs',
      '--run',
      run.id,
      '--out',
      out,
      '--data-dir',
      dataDir,
    ]);
    if (!isDone) return false;
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n').length - 1;
    if (rows < atLeast)
      journal.fault(`${run.name}: ${rows} epochs exported of ${atLeast} that were told of before`);
    return true;
  },
  async import(acting) {
    const { ledger, newName, chance, filesDir, dataDir } = acting;
    const name = newName();
    const file = join(filesDir, `${name}.csv`);
    writeFileSync(file, drawFile(chance, Number(/\d+/.exec(name)?.[0])));
    return follow(acting, ['import', file, '--json', '--data-dir', dataDir], (line) => {
      const { table } = line as { table?: { digest: string } };
      if (table) ledger.tables.add(table.digest);
    });
  },
};

/** Runs a command to its end and parses its output, line by line, as JSON. */
async function follow(
  { journal, began }: ActingOnFolder,
  args: readonly string[],
  onLine: (line: Record<string, unknown>) => void = () => undefined,
): Promise<boolean> {
  const subject = startCli(`cli ${args[0]}`, args);
  began(subject);
  createInterface({ input: subject.child.stdout! }).on('line', (text) => {
    if (!text.startsWith('{') && !text.startsWith('[')) return;
    try {
      onLine(JSON.parse(text) as Record<string, unknown>);
    } catch (thrown) {
      // A process that was killed may leave half a line.
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
  });
  const { code, signal } = await subject.exited;
  journal.note(`${subject.what} (${subject.child.pid}) ended with ${code ?? signal}`);
  if (subject.isEnded || code === 0 || code === 130) return code === 0;
  const said = subject.stderr().trim();
  if (signal !== null) journal.fault(`${subject.what} was ended by ${signal}, which nobody sent: ${said}`);
  else if (code !== 1 && code !== 2) journal.fault(`${subject.what} ended with code ${code}: ${said}`);
  else if (/\n\s+at |undefined|is not a function/.test(said)) journal.fault(`${subject.what} broke: ${said}`);
  else journal.count(`refused: ${withoutNames(said.split('\n').at(-1) ?? '')}`);
  return false;
}

/** Reduces a message to its kind. */
export function withoutNames(message: string): string {
  return message
    .replaceAll(/\/\S+/g, 'PATH')
    .replaceAll(/\b[0-9a-z]{10}\b/g, 'ID')
    .replaceAll(/\d[\d.,]*/g, 'N')
    .slice(0, 160);
}
