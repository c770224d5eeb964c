import type { ThreadCount } from '#api';
import type { CoreGrant } from '../protocol.ts';
import { shareCores } from './share-cores.ts';

/** The process of a run that trains or is about to. */
export interface GrantHolder {
  /** Jobs are numbered in order of submission. */
  readonly job: { readonly id: string; readonly number: number };
  /** How many cores it could use; Infinity until measured. */
  readonly wanted: number;
  grant(grant: CoreGrant): void;
}

/** Decides who may use how many cores. */
export interface CoreSharing {
  /** Updates every run's grant. */
  share(): void;
  setCores(cores: number): void;
  setThreads(threads: ThreadCount): void;
}

/** @param holders the runs that train now; called at each sharing */
export function createCoreSharing(
  holders: () => readonly GrantHolder[],
  initial: { readonly cores: number; readonly threads: ThreadCount },
): CoreSharing {
  let { cores, threads } = initial;

  function share(): void {
    const among = holders().toSorted((a, b) => a.job.number - b.job.number);
    const exactly = threads !== 'auto';
    const users = among.map(({ job, wanted }) => ({
      id: job.id,
      wanted: threads === 'auto' ? wanted : threads,
    }));
    const shares = shareCores(users, cores);
    for (const holder of among) holder.grant({ cores: shares.get(holder.job.id)!, exactly });
  }

  return {
    share,
    setCores(next) {
      cores = next;
      share();
    },
    setThreads(next) {
      threads = next;
      share();
    },
  };
}
