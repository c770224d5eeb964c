import { spawnSync } from 'node:child_process';
import type { FaultyLink } from '../../src/faulty-link.fixture.ts';

/** A network namespace with one cable to this machine, which can be pulled: nothing gets through, and nobody is notified. */
export interface Namespace extends Pick<FaultyLink, 'through' | 'cut' | 'silence' | 'mend' | 'close'> {
  /** The address of this machine on the cable. */
  readonly address: string;
  /** Starts a program inside it: goes in front of the command. */
  readonly prefix: readonly string[];
}

/** null if this user may not create one. `number`, from 1 to 254, distinguishes those of one machine. */
export function openNamespace(number: number): Namespace | null {
  const name = `lambdascope-soak-${number}`;
  const cable = `lssoak${number}`;
  const [here, there] = [1, 2].map((end) => `10.211.${number}.${end}`) as [string, string];
  const remove = (): void => {
    run('ip', ['link', 'delete', cable]);
    run('ip', ['netns', 'delete', name]);
  };
  remove(); // one left by an earlier soak
  const isMade = [
    ['netns', 'add', name],
    ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name],
    ['address', 'add', `${here}/24`, 'dev', cable],
    ['link', 'set', cable, 'up'],
    ['-n', name, 'address', 'add', `${there}/24`, 'dev', 'eth0'],
    ['-n', name, 'link', 'set', 'eth0', 'up'],
    ['-n', name, 'link', 'set', 'lo', 'up'],
  ].every((args) => run('ip', args));
  if (!isMade) {
    remove();
    return null;
  }
  const set = (state: 'up' | 'down') => (): void => void run('ip', ['link', 'set', cable, state]);
  return {
    address: here,
    prefix: ['ip', 'netns', 'exec', name],
    through(url) {
      const changed = new URL(url);
      changed.hostname = here;
      return changed.href;
    },
    cut: set('down'),
    silence: set('down'),
    mend: set('up'),
    close: () => Promise.resolve(remove()),
  };
}

function run(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}
