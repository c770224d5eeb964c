import type { Redis } from 'ioredis';
import type { ThreadCount } from '#api';
import type { TrainerLauncher } from '#workers';
import { queueTrouble, type QueueAddress } from '../connection/index.ts';
import type { Troubles } from './troubles.ts';

/** A worker's identity. */
export interface WorkerIdentity {
  readonly id: string;
  readonly name: string;
  readonly machine: string;
  /** Such as `linux-x64`. */
  readonly platform: string;
  readonly slots: number;
  readonly cores: number;
  /** Kernels whose runs it takes. */
  readonly variants: readonly string[];
}

/** What the parts of a worker share. */
export interface WorkerContext {
  readonly identity: WorkerIdentity;
  readonly address: QueueAddress;
  readonly redis: Redis;
  readonly launcher: TrainerLauncher;
  readonly threads: ThreadCount;
  readonly troubles: Troubles;
  /** Prints one line for the user. */
  say(line: string): void;
  /** Prints one line for programs. */
  print(value: object): void;
  /** Called with errors that no user caused. */
  onDefect(error: unknown): void;
}

/** A reporter, for `insist`, of failed commands. */
export function commandTrouble({ troubles, address }: WorkerContext): (thrown: unknown) => void {
  return (thrown) => troubles.set('command', thrown === null ? null : queueTrouble(address, thrown));
}
